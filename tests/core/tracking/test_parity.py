"""Our tracker gives the logits of sam2's own `SAM2VideoPredictor`, prompt for prompt and frame for frame."""

import dataclasses
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest
import sam2.sam2_video_predictor as stock_module
import sam2.utils.misc as stock_misc
import torch
import torch.nn.functional as F
from hydra.utils import instantiate
from numpy.typing import NDArray

from core.cancel import NeverCancel
from core.engine.prompts import normalise, squash
from core.engine.registry import MODELS
from core.masks import Mask
from core.tracking import run as run_module
from core.tracking import tracker
from core.tracking.memory import BankLimits
from core.tracking.tracker import FrameTracked, ObjectPrompts, TrackRequest, track
from core.types import Box, Click, FramePrompt
from tests.tiny_model import BlobFrames, tiny_model

Logits = dict[int, dict[int, NDArray[np.float32]]]
"""Low-resolution logits by object id and frame index."""

TOLERANCE = 1e-5
"""One object at a time differs by 0 on the machine that this was written on; logits spread over ±10."""

SAME_PIXELS = 0.999
"""Masks are enlarged by OpenCV here and by torch there; where a logit is almost 0, a pixel may fall either
way, and on which processor it does differs."""

BATCH_TOLERANCE = 0.02
"""A batch adds up in another order (some 1e-5), and where that moves a memory across a rounding boundary of
bfloat16, in which sam2 and we keep it, logits move by a few thousandths."""


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def loaded() -> tracker.LoadedModel:
    return tiny_model()


class Stock:
    """sam2's predictor with our weights, on our frames."""

    def __init__(self, loaded: tracker.LoadedModel, frames: BlobFrames, **settings: object) -> None:
        config = loaded.base.config().copy()
        config._set_flag("readonly", False)
        config._target_ = "sam2.sam2_video_predictor.SAM2VideoPredictor"
        config.update({"image_size": loaded.image_size, **settings})
        self.predictor = instantiate(config).eval()
        self.predictor.load_state_dict(loaded.model.state_dict())
        # As ours: another order in memory adds up differently, which rounding to bfloat16 then makes visible.
        self.predictor.image_encoder.to(memory_format=torch.channels_last)
        # So does the kernel by which torch enlarges one mask beside that for three: logits move by 1.4e-5.
        heads = self.predictor._forward_sam_heads
        self.predictor._forward_sam_heads = lambda **given: enlarged_alone(heads(**given))
        squares = [squash(frames.read(i), loaded.image_size) for i in range(frames.frame_count)]
        images = torch.cat([normalise(square, loaded.device) for square in squares])
        width, height = frames.size_wh
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stock_module, "load_video_frames", lambda **_: (images, height, width))
            self.state = self.predictor.init_state("frames")

    def click(
        self, object_id: int, frame_index: int, clicks: tuple[Click, ...], box: Box | None = None
    ) -> None:
        """One call a click, as its demo does."""
        if box is not None:
            corners = np.array([box.x0, box.y0, box.x1, box.y1], dtype=np.float32)
            self.predictor.add_new_points_or_box(self.state, frame_index, object_id, box=corners)
        for number, click in enumerate(clicks):
            self.predictor.add_new_points_or_box(
                self.state,
                frame_index,
                object_id,
                points=np.array([[click.x, click.y]], dtype=np.float32),
                labels=np.array([int(click.positive)], dtype=np.int32),
                clear_old_points=number == 0 and box is None,
            )

    def paint(self, object_id: int, frame_index: int, mask: Mask) -> None:
        self.predictor.add_new_mask(self.state, frame_index, object_id, mask.to_array())

    def prompt(self, objects: tuple[ObjectPrompts, ...]) -> None:
        for item in objects:
            for prompt in item.frames:
                if prompt.mask is not None:
                    self.paint(item.object_id, prompt.frame_index, prompt.mask)
                else:
                    self.click(item.object_id, prompt.frame_index, prompt.clicks, prompt.box)

    def run(self, start: int, *, reverse: bool = False) -> dict[int, NDArray[np.bool_]]:
        """Track; full-resolution masks (objects, H, W) by frame index."""
        return {
            frame_index: (masks[:, 0] > 0).numpy()
            for frame_index, _, masks in self.predictor.propagate_in_video(self.state, start, reverse=reverse)
        }

    def logits(self) -> Logits:
        found: Logits = {}
        for index, outputs in self.state["output_dict_per_obj"].items():
            object_id = self.state["obj_idx_to_id"][index]
            for kind in ("non_cond_frame_outputs", "cond_frame_outputs"):
                for frame_index, output in outputs[kind].items():
                    found.setdefault(object_id, {})[frame_index] = output["pred_masks"][0, 0].numpy()
        return found


def enlarged_alone(answer: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
    """What `_forward_sam_heads` answers, the best mask enlarged without the others."""
    *before, best, large, pointer, score = answer
    return *before, best, F.interpolate(best, size=large.shape[-2:], mode="bilinear"), pointer, score


Run = Callable[[BlobFrames, TrackRequest], tuple[Logits, dict[int, NDArray[np.bool_]]]]


def recorded_run(monkeypatch: pytest.MonkeyPatch, loaded: tracker.LoadedModel) -> Run:
    """Runs `track` and returns the logits that it made its masks of, and the masks."""
    logits: Logits = {}
    report = run_module.TrackRun._report

    def recorded(run: object, item: object, frame_index: int, output: object) -> object:
        logits.setdefault(item.object_id, {})[frame_index] = output.logits_hw()
        return report(run, item, frame_index, output)

    monkeypatch.setattr(run_module.TrackRun, "_report", recorded)

    def run(frames: BlobFrames, request: TrackRequest) -> tuple[Logits, dict[int, NDArray[np.bool_]]]:
        logits.clear()
        masks = {}
        for event in track(frames, loaded, dataclasses.replace(request, hole_area=0), NeverCancel()):
            if isinstance(event, FrameTracked):
                masks[event.frame_index] = np.stack([m.mask.to_array() for m in event.masks.values()])
        return logits, masks

    return run


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch, loaded: tracker.LoadedModel) -> Run:
    return recorded_run(monkeypatch, loaded)


def difference(mine: Logits, theirs: Logits) -> float:
    assert mine.keys() == theirs.keys()
    assert all(mine[i].keys() == theirs[i].keys() for i in mine)
    spread = np.concatenate([a.ravel() for frames in theirs.values() for a in frames.values()]).std()
    assert spread > 1.0, "logits that are all alike prove nothing"
    return max(float(np.abs(mine[i][t] - theirs[i][t]).max()) for i in mine for t in mine[i])


def one_click(frames: BlobFrames, frame_index: int, object_id: int = 1) -> ObjectPrompts:
    x, y = frames.centre(frame_index)
    return ObjectPrompts(object_id, (FramePrompt(frame_index, clicks=(Click(x, y),)),))


def around(frames: BlobFrames, frame_index: int) -> Box:
    x0, y0, x1, y1 = Mask.from_array(frames.disc(frame_index)).box_xyxy_px
    return Box(x0, y0, x1, y1)


def test_one_object_forward(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(30)  # past the 16 pointers
    request = TrackRequest((one_click(frames, 0),), 0, 29)
    stock = Stock(loaded, frames)
    stock.prompt(request.objects)
    their_masks = stock.run(0)
    logits, masks = ours(frames, request)
    assert difference(logits, stock.logits()) < TOLERANCE
    assert all((masks[t] == their_masks[t]).mean() > SAME_PIXELS for t in range(30))


def test_two_objects_forward(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(24)
    painted = Mask.from_array(np.roll(frames.disc(0), 20, axis=0))
    objects = (
        ObjectPrompts(3, (FramePrompt(0, clicks=(Click(5, 5, False),), box=around(frames, 0)),)),
        ObjectPrompts(7, (FramePrompt(0, mask=painted),)),
    )
    stock = Stock(loaded, frames)
    stock.prompt(objects)
    stock.run(0)
    logits, masks = ours(frames, TrackRequest(objects, 0, 23))
    assert difference(logits, stock.logits()) < BATCH_TOLERANCE
    assert (masks[0][1] == painted.to_array()).all()  # where sam2 gives back its blurred copy


def each_from_its_first_prompt(
    loaded: tracker.LoadedModel, frames: BlobFrames, objects: tuple[ObjectPrompts, ...]
) -> Logits:
    """sam2's logits of objects that begin at different frames.

    Run together, sam2 would also track the later ones before their first prompt (or, in float32, break off).
    """
    theirs: Logits = {}
    for item in objects:
        stock = Stock(loaded, frames)
        stock.prompt((item,))
        stock.run(item.frames[0].frame_index)
        theirs.update(stock.logits())
    return theirs


def test_objects_that_began_at_different_times(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(20)
    objects = (one_click(frames, 0, 1), one_click(frames, 4, 2))
    logits, _ = ours(frames, TrackRequest(objects, 0, 19))
    assert difference(logits, each_from_its_first_prompt(loaded, frames, objects)) < BATCH_TOLERANCE


def test_backward(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(24)
    objects = (one_click(frames, 20, 1), ObjectPrompts(2, (FramePrompt(20, box=around(frames, 20)),)))
    stock = Stock(loaded, frames)
    stock.prompt(objects)
    stock.run(20, reverse=True)
    logits, _ = ours(frames, TrackRequest(objects, 20, 0, "backward"))
    assert difference(logits, stock.logits()) < BATCH_TOLERANCE


def test_several_clicks_one_after_the_other(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(3)
    x, y = frames.centre(0)
    clicks = (Click(x, y), Click(x + 9, y), Click(5, 5, False))
    objects = (ObjectPrompts(1, (FramePrompt(0, clicks=clicks),)),)
    stock = Stock(loaded, frames)
    stock.prompt(objects)
    stock.run(0)
    logits, _ = ours(frames, TrackRequest(objects, 0, 2))
    assert difference(logits, stock.logits()) < TOLERANCE


def test_second_prompt_on_a_later_frame(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(24)
    painted = Mask.from_array(frames.disc(12))
    objects = (
        ObjectPrompts(1, (*one_click(frames, 0).frames, FramePrompt(9, box=around(frames, 9)))),
        ObjectPrompts(2, (*one_click(frames, 2).frames, FramePrompt(12, mask=painted))),
    )
    logits, _ = ours(frames, TrackRequest(objects, 0, 23))
    assert difference(logits, each_from_its_first_prompt(loaded, frames, objects)) < BATCH_TOLERANCE


def test_correction_of_a_tracked_frame(loaded: tracker.LoadedModel, ours: Run) -> None:
    """A negative click where tracking was wrong: sam2 after a first run, ours in one."""
    frames = BlobFrames(20)
    wrong = Click(4.0, 4.0, False)
    stock = Stock(loaded, frames, add_all_frames_to_correct_as_cond=True)
    stock.prompt((one_click(frames, 0),))
    stock.run(0)
    before = stock.logits()[1][15].copy()
    stock.click(1, 10, (wrong,))
    stock.run(10)
    assert np.abs(stock.logits()[1][15] - before).max() > 0.01  # it changes what follows
    prompts = (*one_click(frames, 0).frames, FramePrompt(10, clicks=(wrong,)))
    logits, _ = ours(frames, TrackRequest((ObjectPrompts(1, prompts),), 0, 19))
    assert difference(logits, stock.logits()) < TOLERANCE


def test_nano_recalls_its_memories_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded model's own memory attention sees the maps in the order in which sam2 lays them."""
    # As sam2's predictor sees it.
    everything = dataclasses.replace(
        MODELS["nano"],
        search_region=False,
        boxes_itself=False,
        judges_presence=False,
        learns_target=False,
    )
    nano = tiny_model(seed=1, spec=everything, image_size=128)  # which sees something
    frames = BlobFrames(10)
    objects = (one_click(frames, 0),)
    stock = Stock(nano, frames)
    stock.prompt(objects)
    stock.run(0)
    logits, _ = recorded_run(monkeypatch, nano)(frames, TrackRequest(objects, 0, 9))
    # Two of its convolutions are one here, which rounds differently.
    assert difference(logits, stock.logits()) < 50 * TOLERANCE


def test_media_shorter_than_the_pointers(loaded: tracker.LoadedModel, ours: Run) -> None:
    frames = BlobFrames(5)
    request = TrackRequest((one_click(frames, 1),), 1, 4)
    stock = Stock(loaded, frames)
    stock.prompt(request.objects)
    stock.run(1)
    logits, _ = ours(frames, request)
    assert difference(logits, stock.logits()) < TOLERANCE


def test_holes_are_filled_as_sam2_would(loaded: tracker.LoadedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    def components(mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """What sam2's missing CUDA extension returns, by OpenCV."""
        labels, areas = torch.zeros(mask.shape, dtype=torch.int32), torch.zeros(mask.shape, dtype=torch.int32)
        for index, picture in enumerate(mask[:, 0].numpy().astype(np.uint8)):
            _, found, stats, _ = cv2.connectedComponentsWithStats(picture, connectivity=8)
            labels[index, 0] = torch.from_numpy(found)
            areas[index, 0] = torch.from_numpy(stats[:, cv2.CC_STAT_AREA][found])
        return labels, areas

    monkeypatch.setattr(stock_misc, "get_connected_components", components)
    frames = BlobFrames(8)
    request = TrackRequest((one_click(frames, 0),), 0, 7, hole_area=40)
    stock, bare = Stock(loaded, frames, fill_hole_area=40), Stock(loaded, frames)
    for one in (stock, bare):
        one.prompt(request.objects)
        one.run(0)
    filled = [t for t, a in stock.logits()[1].items() if ((a > 0) != (bare.logits()[1][t] > 0)).any()]
    assert filled, "no hole was small enough: the test shows nothing"
    masks = stock.run(0)
    for event in track(frames, loaded, request, NeverCancel()):
        if isinstance(event, FrameTracked):
            assert (event.masks[1].mask.to_array() == masks[event.frame_index][0]).mean() > SAME_PIXELS


def test_a_smaller_memory_would_be_noticed(
    loaded: tracker.LoadedModel, ours: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above can fail: with 8 instead of 15 pointers, logits differ."""
    frames = BlobFrames(20)
    request = TrackRequest((one_click(frames, 0),), 0, 19)
    stock = Stock(loaded, frames)
    stock.prompt(request.objects)
    stock.run(0)
    whole = BankLimits.of

    class Fewer(BankLimits):
        @property
        def reach(self) -> int:
            return 8

    monkeypatch.setattr(BankLimits, "of", lambda *args: Fewer(**dataclasses.asdict(whole(*args))))
    logits, _ = ours(frames, request)
    assert difference(logits, stock.logits()) > 10 * BATCH_TOLERANCE
