"""The simulated annotator: what a person's work is counted as, and that it ends."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from core.cancel import CancelToken, NeverCancel
from core.cli.annotator import (
    PATIENCE,
    Annotator,
    Effort,
    Hand,
    mend_every_frame,
    paint,
    wrong_regions,
)
from core.engine.segmenter import Segmenter
from core.errors import Cancelled
from core.masks import Mask
from core.metrics.region import jaccard
from core.types import MaskHW
from tests.core.cli.conftest import Run
from tests.tiny_model import BlobFrames, tiny_model


def rectangle(x0: int, y0: int, x1: int, y1: int) -> MaskHW:
    picture = np.zeros((60, 80), dtype=np.bool_)
    picture[y0:y1, x0:x1] = True
    return picture


NOTHING = rectangle(0, 0, 0, 0)


def test_to_draw_an_object_from_nothing_is_to_follow_all_of_its_edge() -> None:
    (whole,) = wrong_regions(NOTHING, rectangle(10, 10, 50, 30))
    assert whole.area == 40 * 20
    assert whole.strokes == 3  # 116 px of edge, by 40 px that the object is long


def test_what_lies_beside_the_object_is_one_stroke_however_large() -> None:
    truth = rectangle(10, 10, 30, 30)
    (extra,) = wrong_regions(truth | rectangle(40, 0, 80, 60), truth)
    assert (extra.area, extra.strokes) == (40 * 60, 1)


def test_missing_and_extra_pixels_are_different_strokes_though_they_touch() -> None:
    assert len(wrong_regions(rectangle(20, 10, 60, 30), rectangle(10, 10, 50, 30))) == 2


def test_painting_ends_where_it_is_good_and_only_specks_are_left() -> None:
    truth = rectangle(10, 10, 50, 50)
    mask = truth & ~rectangle(10, 10, 20, 50) & ~rectangle(40, 40, 42, 41)
    painted, strokes = paint(mask, truth, 0.85, 1.0)
    assert strokes == 2  # the missing side is 60 px of edge, 40 a stroke; the speck stays
    assert 0.99 < jaccard(painted, truth) < 1
    exact, _ = paint(mask, truth, 1.0, 1.0)
    np.testing.assert_array_equal(exact, truth)


def test_an_empty_frame_is_cleared_by_one_key() -> None:
    frames, effort = BlobFrames(2), Effort(2)
    hand = Hand(frames, Segmenter(tiny_model()), effort, 0.85, 0.95)
    nothing = np.zeros_like(frames.disc(0))
    _, mask = hand.mend(0, Mask.from_array(frames.disc(0)), nothing)
    assert mask.is_empty
    assert (effort.clicks, effort.strokes) == (0, 1)


def painter(effort: Effort) -> Hand:
    """Somebody whom clicks have failed, and who takes the brush at once."""
    hand = Hand(BlobFrames(2), Segmenter(tiny_model()), effort, 0.85, 0.95)
    hand._failed = PATIENCE
    return hand


def test_a_mask_that_is_worse_than_none_is_cleared_first() -> None:
    effort, truth = Effort(2), BlobFrames(2).disc(0)
    rubbish = np.zeros_like(truth)
    rubbish[::4, ::4] = True
    _, mask = painter(effort).mend(0, Mask.from_array(rubbish), truth)
    anew = Effort(2)
    painter(anew).mend(0, None, truth)
    assert jaccard(mask.to_array(), truth) >= 0.85
    assert (effort.clicks, effort.strokes) == (0, anew.strokes + 1)


def test_care_takes_more_strokes_and_comes_nearer() -> None:
    truth = BlobFrames(2).disc(0)
    columns = np.flatnonzero(truth.any(0))
    before = truth.copy()
    before[:, : columns[0] + len(columns) // 4] = False
    before[:, columns[-1] - len(columns) // 6 :] = False
    found = {}
    for carefully in (False, True):
        effort = Effort(2)
        _, mask = painter(effort).mend(0, Mask.from_array(before), truth, carefully=carefully)
        found[carefully] = effort.strokes, jaccard(mask.to_array(), truth)
    assert 0.85 <= found[False][1] < found[True][1]
    assert found[False][0] < found[True][0]


def test_every_frame_ends_good_enough_with_less_work_than_frame_by_frame() -> None:
    frames = BlobFrames(16)
    truth = {i: frames.disc(i) for i in range(16)}
    segmenter = Segmenter(tiny_model())
    annotator = Annotator(frames, segmenter, truth, 0.85)
    guided = annotator.annotate(NeverCancel())
    assert min(jaccard(annotator._masks[i].to_array(), truth[i]) for i in truth) >= 0.85
    single = mend_every_frame(frames, segmenter, truth, 0.85, NeverCancel())
    assert (guided.frames, single.frames, single.corrected) == (16, 16, 16)
    assert guided.corrected < 16
    assert guided.clicks + guided.strokes < single.clicks + single.strokes


def test_clicks_that_never_help_are_given_up_and_counted() -> None:
    frames, effort = BlobFrames(12), Effort(12)
    hand = Hand(frames, Segmenter(tiny_model()), effort, 0.85, 0.85)  # random weights: no click helps
    for index in range(4):
        hand.mend(index, None, frames.disc(index))
    assert effort.clicks == 2


def test_it_can_be_cancelled() -> None:
    frames, cancel = BlobFrames(4), CancelToken()
    cancel.cancel()
    truth = {i: frames.disc(i) for i in range(4)}
    with pytest.raises(Cancelled):
        mend_every_frame(frames, Segmenter(tiny_model()), truth, 0.85, cancel)


def test_the_command_keeps_its_figures_and_goes_on_from_them(run: Run, tmp_path: Path) -> None:
    frames = BlobFrames(6)
    for folder in ("JPEGImages", "Annotations"):
        (tmp_path / "davis" / folder / "disc").mkdir(parents=True)
    for index in range(6):
        picture = cv2.cvtColor(frames.read(index), cv2.COLOR_RGB2BGR)
        cv2.imwrite(str(tmp_path / "davis" / "JPEGImages" / "disc" / f"{index:05}.jpg"), picture)
        truth = frames.disc(index).astype(np.uint8) * 255
        cv2.imwrite(str(tmp_path / "davis" / "Annotations" / "disc" / f"{index:05}.png"), truth)
    kept = tmp_path / "kept.jsonl"
    words = ("bench", "annotate", tmp_path / "davis", "--keep", kept, "--json")
    first = run(*words)
    assert first.code == 0, first.err
    assert set(first.json) >= {
        "interactions_per_100_frames",
        "corrected_frames_per_100",
        "every_frame_interactions_per_100_frames",
        "every_frame_corrected_frames_per_100",
    }
    (line,) = kept.read_text().splitlines()
    changed = json.loads(line)
    changed["guided"]["clicks"] += 600
    kept.write_text(json.dumps(changed) + "\n")
    again = run(*words)
    more = again.json["clicks_per_100_frames"] - first.json["clicks_per_100_frames"]
    assert more == pytest.approx(10_000)  # it was read, not measured anew
    other = run(*words, "--enough", "0.5")
    assert other.json["clicks_per_100_frames"] < 10_000
    kept.write_text("notes")
    assert run(*words).code == 2
