"""Reading ahead: that it goes on beside the tracker, changes no mask, and leaves nothing behind."""

import threading
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
import torch

from core.cancel import CancelToken, NeverCancel
from core.engine import embedding as embedding_module
from core.engine.embedding import ImageEmbedding
from core.engine.loader import LoadedModel, load_model
from core.engine.view import View
from core.errors import Cancelled, MediaError
from core.masks import Mask
from core.metrics.region import jaccard
from core.tracking import session as session_module
from core.tracking.ahead import ReadAhead
from core.tracking.request import FrameTracked, ObjectPrompts, TrackEvent, TrackRequest
from core.tracking.tracker import track
from core.types import FramePrompt, FrameRGB
from tests.tiny_model import BlobFrames

HERE, THERE = View(0, 0, 40, 40), View(8, 0, 40, 40)


@pytest.fixture(scope="module")
def nano() -> LoadedModel:
    return load_model("nano", "cpu", "float32")


@pytest.fixture(autouse=True)
def threads() -> Any:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def read(view: View, seen: list[tuple[View, str, int]]) -> ImageEmbedding:
    """Notes what is read, in which thread, and on how many."""
    if view == THERE:
        raise OSError("no such view")
    seen.append((view, threading.current_thread().name, torch.get_num_threads()))
    token = torch.zeros(1, 1, 1)
    return ImageEmbedding((token,), token, ((1, 1),), view)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_it_reads_with_half_of_the_threads_in_one_of_its_own_if_there_are_two(threads: int) -> None:
    seen: list[tuple[View, str, int]] = []
    torch.set_num_threads(threads)
    ahead = ReadAhead(threads)
    ahead.begin(7, HERE, partial(read, HERE, seen))
    with ahead.sharing():
        rest = torch.get_num_threads()
        found = ahead.taken(7, HERE)
    ahead.close()
    assert found is not None and found.view == HERE
    (_, name, own), here = seen[0], threading.current_thread().name
    assert (name == here) == (threads == 1)
    assert threads == 1 or own + rest == threads
    assert torch.get_num_threads() == threads
    assert ahead.taken(7, HERE) is None


@pytest.mark.parametrize("threads", [1, 2])
def test_what_was_begun_of_a_frame_is_known_until_another_is_begun(threads: int) -> None:
    ahead = ReadAhead(threads)
    ahead.begin(1, HERE, partial(read, HERE, []))
    ahead.begin(1, THERE, partial(read, THERE, []))
    assert ahead.views(1) == [HERE, THERE] and ahead.views(2) == []
    ahead.begin(2, HERE, partial(read, HERE, []))
    assert ahead.views(1) == [] and ahead.taken(1, HERE) is None
    ahead.close()


@pytest.mark.parametrize("threads", [1, 2])
def test_a_fault_comes_out_where_the_picture_is_wanted(threads: int) -> None:
    ahead = ReadAhead(threads)
    ahead.begin(1, THERE, partial(read, THERE, []))
    with pytest.raises(OSError, match="no such view"):
        ahead.taken(1, THERE)
    ahead.close()


def run_of(frames: BlobFrames, loaded: LoadedModel, cancel: CancelToken) -> Iterator[TrackEvent]:
    """The disc, from its first mask to the end."""
    prompt = FramePrompt(0, mask=Mask.from_array(frames.disc(0)))
    request = TrackRequest((ObjectPrompts(1, (prompt,)),), 0, frames.frame_count - 1)
    return track(frames, loaded, request, cancel)


def followed(frames: BlobFrames, loaded: LoadedModel) -> dict[int, Mask]:
    events = run_of(frames, loaded, NeverCancel())
    return {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked)}


def test_tracking_reads_every_frame_ahead_and_finds_the_same_on_one_thread(
    nano: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    embed = embedding_module.embed

    def noting(*arguments: Any) -> ImageEmbedding:
        embedded.append(threading.current_thread().name)
        return embed(*arguments)

    monkeypatch.setattr(session_module, "embed", noting)
    frames = BlobFrames(9, size_wh=(640, 360))
    torch.set_num_threads(1)
    alone = followed(frames, nano)
    assert set(embedded) == {threading.current_thread().name} and len(embedded) == 9
    embedded.clear()
    torch.set_num_threads(2)
    together = followed(frames, nano)
    assert sum(name.startswith("reads ahead") for name in embedded) >= 7  # not the first, nor what follows it
    assert torch.get_num_threads() == 2
    for index, mask in alone.items():
        assert jaccard(mask.to_array(), together[index].to_array()) > 0.99
        assert jaccard(mask.to_array(), frames.disc(index)) > 0.8


class Torn(BlobFrames):
    """Its fifth frame cannot be read."""

    def read(self, frame_index: int) -> FrameRGB:
        if frame_index == 4:
            raise MediaError("Frame 4 cannot be read.")
        return super().read(frame_index)


@pytest.mark.parametrize("threads", [1, 2])
def test_a_frame_that_cannot_be_read_takes_none_before_it_along(nano: LoadedModel, threads: int) -> None:
    torch.set_num_threads(threads)
    run = run_of(Torn(9, size_wh=(640, 360)), nano, NeverCancel())
    done: list[int] = []
    with pytest.raises(MediaError, match="Frame 4"):
        done.extend(event.frame_index for event in run if isinstance(event, FrameTracked))
    assert done == [0, 1, 2, 3]


def test_a_run_that_is_cut_short_leaves_no_thread_behind(nano: LoadedModel) -> None:
    cancel = CancelToken()
    torch.set_num_threads(2)
    run = run_of(BlobFrames(9, size_wh=(640, 360)), nano, cancel)
    while not (isinstance(event := next(run), FrameTracked) and event.frame_index == 3):
        pass
    assert any(t.name.startswith("reads ahead") for t in threading.enumerate())
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(run)
    assert not any(t.name.startswith("reads ahead") for t in threading.enumerate())
    assert torch.get_num_threads() == 2
