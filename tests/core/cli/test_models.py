"""Models on the command line; downloads come from a server on this machine."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch

from core.engine import loader, registry
from core.engine.download import MIRROR_VARIABLE
from core.tracking.speed import SpeedNotes
from tests.core.cli.conftest import Run
from tests.tiny_model import tiny_model

CONTENT = bytes(range(256)) * 4000


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that a local server serves models from; `sam2.1-tiny` is a small file there."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    tiny = registry.MODELS["sam2.1-tiny"]
    (folder / tiny.weights_file).write_bytes(CONTENT)
    small = replace(tiny, size_bytes=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())
    monkeypatch.setattr(registry, "MODELS", {**registry.MODELS, "sam2.1-tiny": small})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv(MIRROR_VARIABLE, f"http://127.0.0.1:{server.server_address[1]}/")
    yield folder
    server.shutdown()
    server.server_close()
    thread.join()


def test_list_names_every_model(run_for_real: Run) -> None:
    done = run_for_real("models", "list", "--json")
    assert done.code == 0
    assert [model["name"] for model in done.json["models"]] == list(registry.MODELS)
    tiny = done.json["models"][1]
    assert (tiny["state"], tiny["size_bytes"], tiny["licence"]) == (
        "not here",
        156_008_466,
        "Apache-2.0",
    )


def test_download_then_list_and_verify(run_for_real: Run, mirror: Path, home: Path) -> None:
    done = run_for_real("models", "download", "sam2.1-tiny", "--json")
    assert done.code == 0, done.err
    path = home / "models" / "sam2.1_hiera_tiny.pt"
    assert done.json["paths"] == [str(path)]
    assert path.read_bytes() == CONTENT
    assert run_for_real("models", "list", "--json").json["models"][1]["state"] == "downloaded"
    done = run_for_real("models", "verify", "sam2.1-tiny", "--json")
    assert (done.code, done.json["models"]) == (0, {"sam2.1-tiny": "sound"})
    path.write_bytes(CONTENT[:-1] + b"x")
    done = run_for_real("models", "verify", "sam2.1-tiny")
    assert done.code == 2
    assert "samuraivision models download sam2.1-tiny" in done.err


def test_a_damaged_download_is_not_kept(run_for_real: Run, mirror: Path, home: Path) -> None:
    (mirror / "sam2.1_hiera_tiny.pt").write_bytes(b"something else")
    done = run_for_real("models", "download", "sam2.1-tiny")
    assert done.code == 2
    assert "sam2.1-tiny" in done.sentence
    assert list((home / "models").iterdir()) == []


def test_no_network_is_one_sentence(run_for_real: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MIRROR_VARIABLE, "http://127.0.0.1:9/")  # the discard port: nobody listens
    done = run_for_real("models", "download", "sam2.1-tiny", "--json")
    assert done.code == 2
    assert "could not be downloaded" in done.sentence
    assert done.json["error"] == done.sentence


def test_a_model_that_is_not_here_is_not_sound(run_for_real: Run) -> None:
    done = run_for_real("models", "verify", "sam2.1-large")
    assert done.code == 2
    assert "not downloaded" in done.err


@pytest.mark.parametrize("action", ["download", "verify"])
def test_unknown_names_are_refused(run_for_real: Run, action: str) -> None:
    done = run_for_real("models", action, "sam3")
    assert done.code == 2
    assert "There is no model “sam3”" in done.sentence


def test_what_is_built_in_is_not_downloaded(run_for_real: Run) -> None:
    done = run_for_real("models", "download", "nano")
    assert done.code == 2
    assert "ships with the program" in done.sentence


def test_import_copies_a_model_and_lists_it(run: Run, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "mine.pt"
    file.write_bytes(b"weights")
    done = run("models", "import", file, "--json")
    assert done.code == 0, done.err
    copy = home / "models" / "mine.pt"
    assert done.json["path"] == str(copy)
    assert copy.read_bytes() == b"weights"
    assert run("models", "import", file).code == 0
    assert run("models", "list", "--json").json["models"][-1]["path"] == str(copy)
    file.write_bytes(b"other weights")
    done = run("models", "import", file)
    assert done.code == 2
    assert "another model mine.pt" in done.sentence
    assert copy.read_bytes() == b"weights"


def test_import_puts_an_official_checkpoint_where_it_belongs(run: Run, mirror: Path, home: Path) -> None:
    file = mirror / "renamed.pt"
    file.write_bytes(CONTENT)
    done = run("models", "import", file, "--json")
    assert done.json["name"] == "sam2.1-tiny"
    assert (home / "models" / "sam2.1_hiera_tiny.pt").read_bytes() == CONTENT


def test_import_refuses_what_is_no_model(run_for_real: Run, tmp_path: Path, home: Path) -> None:
    assert "no file" in run_for_real("models", "import", tmp_path / "none.pt").sentence
    (tmp_path / "notes.txt").touch()
    assert "notes.txt is not a model" in run_for_real("models", "import", tmp_path / "notes.txt").sentence
    torch.save({"model": {"weight": torch.zeros(2)}}, tmp_path / "other.pt")
    done = run_for_real("models", "import", tmp_path / "other.pt")
    assert done.code == 2
    assert "another model" in done.sentence
    assert not (home / "models").exists()


def test_a_model_is_measured_before_it_is_here(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "random_model", lambda *_: tiny_model())
    done = run("models", "measure", "sam2.1-small", "--json")
    assert done.code == 0, done.err
    assert 0 < done.json["frame_s"] < 5 and done.json["device"].startswith("CPU")
    assert SpeedNotes().find(registry.MODELS["sam2.1-small"].sha256) is not None


def test_a_model_is_removed(run_for_real: Run, home: Path) -> None:
    path = home / "models" / "sam2.1_hiera_tiny.pt"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half of it")
    assert run_for_real("models", "remove", "sam2.1-tiny").code == 0
    assert not path.exists()
    assert "nothing to remove" in run_for_real("models", "remove", "sam2.1-tiny").sentence
    assert "ships with the program" in run_for_real("models", "remove", "nano").sentence
    assert "There is no model “sam3”" in run_for_real("models", "remove", "sam3").sentence
    own = home / "thesis.pt"
    own.touch()
    assert "in a folder of your own" in run_for_real("models", "remove", own).sentence
    assert own.exists()
