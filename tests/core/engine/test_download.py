"""The downloader against a server of our own in a thread; nothing leaves this machine."""

import contextlib
import errno
import hashlib
import http.server
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from core.cancel import CancelToken, NeverCancel
from core.engine import download as download_module
from core.engine.download import DownloadFinished, DownloadProgress, download, verify
from core.engine.registry import OFFICIAL_URL, ModelSpec
from core.errors import Cancelled, DownloadError, ModelError, StorageError

CONTENT = bytes(range(256)) * 4096 * 5  # 5 MiB


@dataclass
class Server:
    """What the test's server does, and what it was asked."""

    url: str = ""
    content: bytes = CONTENT
    cut_after: int | None = None
    pause_s: float = 0.0  # between pieces of 64 KiB
    ranges: bool = True
    asked: list[str | None] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            if not self.path.endswith("tiny.pt"):
                self.send_error(404)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and state.ranges else 0
            if start >= len(state.content):
                self.send_error(416)
                return
            body = state.content[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            body = body if state.cut_after is None else body[: state.cut_after]
            with contextlib.suppress(ConnectionError):  # the one who asked may have cancelled
                for at in range(0, len(body), 65_536):
                    self.wfile.write(body[at : at + 65_536])
                    time.sleep(state.pause_s)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever, daemon=True)
        thread.start()
        state.url = f"http://127.0.0.1:{served.server_port}/models/"
        yield state
        served.shutdown()
        thread.join()


@pytest.fixture
def spec(tmp_path: Path) -> ModelSpec:
    digest = hashlib.sha256(CONTENT).hexdigest()
    return ModelSpec(
        "tiny", "Tiny", tmp_path / "tiny.yaml", "tiny.pt", len(CONTENT), digest, OFFICIAL_URL + "tiny.pt"
    )


def fetch(spec: ModelSpec, folder: Path, server: Server) -> list[download_module.DownloadEvent]:
    return list(download(spec, folder, NeverCancel(), base_url=server.url))


def test_a_model_is_fetched_and_checked(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "here"
    *progress, finished = fetch(spec, folder, server)
    assert finished == DownloadFinished(folder / "tiny.pt")
    assert (folder / "tiny.pt").read_bytes() == CONTENT
    assert progress[0] == DownloadProgress(0, len(CONTENT), False)
    assert progress[-1] == DownloadProgress(len(CONTENT), len(CONTENT), False)
    assert [p.name for p in folder.iterdir()] == ["tiny.pt"]


def test_a_model_that_is_there_is_not_fetched_again(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    fetch(spec, tmp_path, server)
    server.asked.clear()
    assert fetch(spec, tmp_path, server) == [DownloadFinished(tmp_path / "tiny.pt")]
    assert server.asked == []


def test_a_broken_download_goes_on_where_it_stopped(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    server.cut_after = 2_000_000
    with pytest.raises(DownloadError, match=r"the connection broke\. Try again to go on from there"):
        fetch(spec, tmp_path, server)
    assert not (tmp_path / "tiny.pt").exists()
    assert (tmp_path / "tiny.pt.part").stat().st_size == 2_000_000
    server.cut_after = None
    first, *_ = fetch(spec, tmp_path, server)
    assert first == DownloadProgress(2_000_000, len(CONTENT), True)
    assert server.asked == [None, "bytes=2000000-"]
    assert (tmp_path / "tiny.pt").read_bytes() == CONTENT


def test_a_server_without_ranges_starts_over(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    (tmp_path / "tiny.pt.part").write_bytes(b"x" * 1000)
    server.ranges = False
    first, *_ = fetch(spec, tmp_path, server)
    assert first == DownloadProgress(0, len(CONTENT), False)
    assert (tmp_path / "tiny.pt").read_bytes() == CONTENT


def test_a_complete_part_only_needs_its_name(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    (tmp_path / "tiny.pt.part").write_bytes(CONTENT)
    assert fetch(spec, tmp_path, server)[-1] == DownloadFinished(tmp_path / "tiny.pt")


def test_wrong_content_is_thrown_away(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    server.content = b"not the model" * 100
    with pytest.raises(DownloadError, match="not the file that it should be"):
        fetch(spec, tmp_path, server)
    assert list(tmp_path.glob("tiny.pt*")) == []


def test_a_damaged_file_is_fetched_again(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    (tmp_path / "tiny.pt").write_bytes(b"damaged")
    assert not verify(tmp_path / "tiny.pt", spec.sha256, NeverCancel())
    fetch(spec, tmp_path, server)
    assert verify(tmp_path / "tiny.pt", spec.sha256, NeverCancel())


def test_cancelling_keeps_the_part(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    cancel = CancelToken()
    events = download(spec, tmp_path, cancel, base_url=server.url)
    next(events)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(events)
    assert (tmp_path / "tiny.pt.part").exists()


def test_a_slow_line_tells_the_time_left_and_is_cancelled_at_once(
    spec: ModelSpec, server: Server, tmp_path: Path
) -> None:
    server.pause_s = 0.05
    cancel = CancelToken()
    events = download(spec, tmp_path, cancel, base_url=server.url)
    told = next(e for e in events if isinstance(e, DownloadProgress) and e.seconds_left is not None)
    assert told.seconds_left is not None and 0.5 < told.seconds_left < 60
    assert told.done_bytes < len(CONTENT)
    cancel.cancel()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(events)
    assert time.monotonic() - began < 1
    server.pause_s = 0.0
    first, *_ = fetch(spec, tmp_path, server)
    assert isinstance(first, DownloadProgress) and first.resumed and first.done_bytes >= told.done_bytes


def test_no_network_is_one_sentence(spec: ModelSpec, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="“tiny” could not be downloaded: the server cannot be reached"):
        list(download(spec, tmp_path, NeverCancel(), base_url="http://127.0.0.1:9/"))


def test_a_refusal_is_one_sentence(spec: ModelSpec, server: Server, tmp_path: Path) -> None:
    gone = ModelSpec("gone", "", spec.config_path, "gone.bin", 1, "00", OFFICIAL_URL + "gone.bin")
    with pytest.raises(DownloadError, match="did not give out “gone”: it answered 404"):
        fetch(gone, tmp_path, server)
    with pytest.raises(DownloadError, match="is not an address"):
        list(download(spec, tmp_path, NeverCancel(), base_url="nowhere"))


def test_a_full_disk_is_one_sentence(
    spec: ModelSpec, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(StorageError, match="not enough space"):
        fetch(spec, tmp_path, server)


def test_a_disk_that_fills_up_is_one_sentence(
    spec: ModelSpec, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StorageError, match="not enough space"):
        fetch(spec, tmp_path, server)


def test_a_folder_that_cannot_be_made_is_one_sentence(
    spec: ModelSpec, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot be saved in"):
        fetch(spec, tmp_path / "file" / "models", server)


def test_the_address_may_come_from_the_environment(
    spec: ModelSpec, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMURAIVISION_MODEL_URL", server.url)
    assert list(download(spec, tmp_path, NeverCancel()))[-1] == DownloadFinished(tmp_path / "tiny.pt")


def test_an_embedded_model_is_not_downloaded(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ships with the program"):
        next(download(ModelSpec("n", "", tmp_path / "n.yaml", "n.safetensors"), tmp_path, NeverCancel()))
