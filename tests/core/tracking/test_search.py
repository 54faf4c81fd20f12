"""The search region: that it keeps to what is tracked, and that tracking gains by it."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
import pytest
import torch

from core.cancel import NeverCancel
from core.engine.embedding import found_box
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.engine.view import View
from core.masks import Mask
from core.metrics.region import jaccard
from core.skipping.policy import SkipPolicy
from core.tracking import run as run_module
from core.tracking import session as session_module
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.search import KEPT, LEAST, MOST_VIEWS, PATIENCE, SearchRegion
from core.tracking.session import TrackerSession
from core.tracking.skipped import track_skipping
from core.tracking.tracker import track
from core.types import Box, Click, FramePrompt, FrameRGB, MaskHW

SIZE = (1000, 500)
WHOLE = View.whole(SIZE)


def box_at(x: float, y: float, side: float = 100) -> Box:
    return Box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def shown(search: SearchRegion, frame_index: int, *given: Box, looked_at: tuple[View, ...] = ()) -> View:
    """What is shown to find object 1."""
    return search.views(frame_index, {1: given}, looked_at)[1]


def region(*places: tuple[int, float, float]) -> SearchRegion:
    """One object, seen at (frame, x, y)."""
    search = SearchRegion(SIZE)
    for frame_index, x, y in places:
        search.saw(1, frame_index, box_at(x, y))
    return search


def test_the_region_is_round_the_object_and_not_below_the_least() -> None:
    view = shown(region((0, 500, 250)), 1)
    assert (view.x + view.width / 2, view.y + view.height / 2) == pytest.approx((500, 250), abs=1)
    assert view.width / SIZE[0] == pytest.approx(LEAST, abs=0.01)
    assert view.width / view.height == pytest.approx(2, rel=0.02)


@pytest.mark.parametrize(("x", "taken"), [(505, True), (515, True), (700, False)])
def test_a_view_read_ahead_is_taken_where_the_object_has_not_run_out_of_it(x: float, *, taken: bool) -> None:
    search = region((0, 490, 250), (1, 500, 250))
    (ahead,) = search.views_ahead(3, {1: ()})
    search.saw(1, 2, box_at(x, 250))
    (view,) = search.views(3, {1: ()}, read_ahead=(ahead,)).values()
    assert (view == ahead) == taken
    assert view.contains(box_at(x, 250))


def test_objects_that_are_apart_have_a_view_each_that_is_read_ahead() -> None:
    search = region((0, 150, 250), (1, 150, 250))
    for frame_index in (0, 1):
        search.saw(2, frame_index, box_at(850, 250))
    given: dict[int, tuple[Box, ...]] = {1: (), 2: ()}
    ahead = search.views_ahead(3, given)
    assert len(ahead) == 2
    assert set(search.views(3, given, read_ahead=tuple(ahead)).values()) == ahead


def test_an_object_that_nearly_fills_the_frame_is_shown_with_all_of_it() -> None:
    search = SearchRegion(SIZE)
    search.saw(1, 0, Box(20, 20, 980, 480))
    assert shown(search, 1) == WHOLE
    assert search.around(Box(20, 20, 980, 480)) == WHOLE


def test_nothing_known_means_the_whole_frame() -> None:
    search = region((0, 500, 250))
    assert search.views(1, {2: ()}) == {2: WHOLE}
    search.saw(2, 0, None)
    assert search.views(1, {2: ()}) == {2: WHOLE}


def test_the_region_reaches_ahead_of_the_motion_in_both_directions() -> None:
    still = shown(region((0, 300, 250), (1, 300, 250)), 2)
    moving = shown(region((0, 240, 250), (1, 300, 250)), 2)
    assert moving.x + moving.width > still.x + still.width + 60
    back = shown(region((9, 360, 250), (8, 300, 250)), 7)
    assert back.x < still.x - 30


def test_the_region_grows_with_the_distance_in_time() -> None:
    search = region((0, 500, 250))
    widths = [shown(search, i).width for i in (1, 30, 60, 90)]
    assert widths == sorted(widths) and widths[-1] > 2 * widths[0]


def test_between_two_sightings_both_are_inside() -> None:
    view = shown(region((0, 200, 250), (8, 500, 250)), 4)
    assert view.contains(box_at(200, 250)) and view.contains(box_at(500, 250))


def test_objects_that_lie_together_share_a_view_and_others_have_their_own() -> None:
    search = region((0, 300, 250))
    search.saw(2, 0, box_at(320, 240))
    search.saw(3, 0, box_at(900, 100))
    views = search.views(1, {1: (), 2: (), 3: ()})
    assert views[1] == views[2] != views[3]
    assert views[1].contains(box_at(300, 250)) and views[1].contains(box_at(320, 240))
    assert views[3].contains(box_at(900, 100)) and views[3].width < 300


def test_many_objects_share_the_few_views_there_may_be() -> None:
    search = SearchRegion(SIZE)
    places = {number: (60 + 95 * number, 60 + 380 * (number % 2)) for number in range(10)}
    for number, (x, y) in places.items():
        search.saw(number, 0, box_at(x, y, 40))
    views = search.views(1, dict.fromkeys(places, ()))
    assert len(set(views.values())) <= MOST_VIEWS
    assert all(views[number].contains(box_at(x, y, 40)) for number, (x, y) in places.items())


def test_all_that_a_person_points_at_is_inside() -> None:
    seen = shown(region((0, 300, 250)), 1, Box(700, 400, 700, 400))
    assert seen.contains(box_at(300, 250)) and seen.contains(Box(700, 400, 700, 400))


def test_a_lost_object_is_sought_in_ever_more_of_the_frame_and_then_again_where_it_was() -> None:
    search = region((0, 500, 250))
    views = []
    for frame_index in range(1, 20):
        views.append(shown(search, frame_index))
        search.saw(1, frame_index, None, views[-1])
    widths = [view.width for view in views[: views.index(WHOLE) + 1]]
    assert widths == sorted(widths) and 3 < len(widths) < 10
    assert views[len(widths)] == views[0]


def test_what_left_through_the_rim_is_awaited_there_for_a_while() -> None:
    search = region((0, 900, 250), (1, 950, 250))
    views = []
    for frame_index in range(2, 2 + PATIENCE + 9):
        views.append(shown(search, frame_index))
        search.saw(1, frame_index, None, views[-1])
    assert all(view.x > 500 for view in views[1:PATIENCE])
    assert WHOLE in views[PATIENCE:]


def test_the_region_shrinks_slowly_and_grows_at_once() -> None:
    search = SearchRegion(SIZE)
    search.saw(1, 0, Box(100, 50, 700, 400), WHOLE)
    search.saw(1, 10, box_at(400, 225), WHOLE)
    assert shown(search, 11).width > 0.75 * SIZE[0]
    search.saw(1, 20, Box(100, 50, 700, 450), View(400, 200, 300, 150))
    assert shown(search, 21) == WHOLE


def test_an_object_at_the_rim_of_its_region_may_go_on_beyond_it() -> None:
    view, region = View(250, 75, 500, 250), Box(300, 100, 700, 300)
    inside, touching = SearchRegion(SIZE), SearchRegion(SIZE)
    inside.saw(1, 5, Box(450, 150, 680, 250), view, region)
    touching.saw(1, 5, Box(450, 150, 700, 250), view, region)
    ahead = [shown(s, 6) for s in (inside, touching)]
    assert ahead[1].x + ahead[1].width >= ahead[0].x + ahead[0].width + 40


def test_what_grows_fast_is_held_where_it_was() -> None:
    held = region((0, 400, 250), (1, 400, 250)).held(1, 2)
    assert held is not None
    assert (held.x0, held.y0, held.x1, held.y1) == pytest.approx((342, 192, 458, 308))


def test_what_is_held_may_move_on_but_not_spread() -> None:
    moving = region((0, 380, 250), (1, 400, 250)).held(1, 2)
    assert moving is not None and moving.x1 == pytest.approx(450 + 8 + 30) and moving.x0 == pytest.approx(322)
    spreading = SearchRegion(SIZE)
    spreading.saw(1, 0, Box(350, 200, 430, 300))
    spreading.saw(1, 1, Box(350, 200, 450, 300))
    held = spreading.held(1, 2)
    assert held is not None and held.x1 == pytest.approx(458)


def test_what_shrank_may_grow_back() -> None:
    search = SearchRegion(SIZE)
    search.saw(1, 0, Box(300, 100, 500, 300))
    search.saw(1, 1, Box(420, 200, 440, 220))
    held = search.held(1, 2)
    assert held is not None and (held.x0, held.y0) <= (300, 100) and (held.x1, held.y1) >= (500, 300)


def test_what_is_half_hidden_may_come_out_on_either_side() -> None:
    search = region((0, 400, 250), (1, 400, 250))
    search.saw(1, 2, Box(440, 200, 450, 300))  # nine tenths of it behind something
    held = search.held(1, 3)
    assert held is not None
    assert held.x0 <= 450 - 90 and held.x1 >= 440 + 90
    assert held.y0 == pytest.approx(192) and held.y1 == pytest.approx(308)
    search.saw(1, 3, None, View(300, 150, 300, 200))
    held = search.held(1, 4)
    assert held is not None and held.x0 <= 350 - 80 and held.x1 >= 540 + 80


def test_how_large_something_was_is_forgotten_with_time() -> None:
    search = SearchRegion(SIZE)
    search.saw(1, 0, box_at(400, 250, 100))
    for frame_index in range(1, 61):
        search.saw(1, frame_index, box_at(400, 250, 20))
    held = search.held(1, 61)
    assert held is not None and held.x1 - held.x0 < 30


def test_nothing_is_held_that_is_long_past_or_was_never_seen() -> None:
    search = region((0, 400, 250))
    assert search.held(1, 30) is None
    assert search.held(7, 2) is None
    search.saw(7, 0, None, WHOLE)
    assert search.held(7, 1) is None


def test_what_was_lost_a_moment_before_is_found_nearby_and_later_anywhere() -> None:
    search = region((0, 400, 250))
    search.saw(1, 1, None, WHOLE)
    held = search.held(1, 2)
    assert held is not None
    assert (held.x0, held.y0, held.x1, held.y1) == pytest.approx((250, 100, 550, 400))
    for frame in range(2, 12):
        search.saw(1, frame, None, WHOLE)
    held = search.held(1, 12)
    assert held is not None and held.x0 <= 0 and held.x1 >= SIZE[0]


def test_what_left_through_the_rim_comes_back_there_and_after_long_anywhere() -> None:
    search = SearchRegion(SIZE)
    search.saw(1, 0, Box(0, 200, 50, 300))
    for frame in range(1, PATIENCE + 1):
        search.saw(1, frame, None, WHOLE)
        held = search.held(1, frame + 1)
        assert held is not None and (held.x0, held.x1) == pytest.approx((-250, 300))
    search.saw(1, PATIENCE + 1, None, WHOLE)
    assert search.held(1, PATIENCE + 2) is None


def test_what_has_just_come_in_through_the_rim_goes_on_coming_in() -> None:
    search = SearchRegion(SIZE)
    search.saw(1, 0, Box(960, 200, 1000, 300))
    entering = search.held(1, 1)
    assert entering is not None and entering.x0 == pytest.approx(960 - 0.08 * 40 - 100)
    assert (entering.y0, entering.y1) == pytest.approx((192, 308))
    after_a_gap = search.held(1, 4)
    assert after_a_gap is not None and (after_a_gap.x0, after_a_gap.y0) == pytest.approx((560, -200))
    for frame in range(1, 9):  # it has been there for a while: a man cut off by the rim, say
        search.saw(1, frame, Box(960, 200, 1000, 300))
    staying = search.held(1, 9)
    assert staying is not None and staying.x0 == pytest.approx(960 - 0.08 * 40)
    assert search.held(1, 12) is None


def test_what_is_found_outside_the_region_is_another() -> None:
    logits = torch.full((1, 1, 8, 8), -3.0)
    logits[..., 2:4, 1:7] = 3.0
    one = torch.ones(1, 1)
    output = session_module.ObjectOutput(
        logits, logits.clone(), one, one, 1.0, prompted=False, view=View(100, 50, 80, 40)
    )
    inside = output.within(Box(0, 0, 145, 500))
    assert (inside.logits > 0).nonzero()[:, 3].unique().tolist() == [1, 2, 3, 4]
    columns = (inside.enlarged() > 0).nonzero()[:, 3]
    assert (int(columns.min()), int(columns.max())) == (4, 17)  # of 32, cut off to a quarter of a cell


def test_a_view_that_was_looked_at_is_kept_where_it_will_do() -> None:
    search = region((0, 500, 250))
    wanted = shown(search, 1)
    near = View(wanted.x - 20, wanted.y - 10, round(wanted.width * 1.2), round(wanted.height * 1.2))
    assert shown(search, 1, looked_at=(near,)) == near
    assert shown(search, 1, looked_at=(WHOLE,)) == wanted  # far too large
    assert shown(search, 1, looked_at=(View(0, 0, 200, 100),)) == wanted  # elsewhere


def test_sightings_are_bounded() -> None:
    search = region(*((i, 100 + i, 250) for i in range(500)))
    assert len(search._sightings[1]) == KEPT


def test_the_box_of_what_was_found_leaves_specks_out() -> None:
    logits = np.full((100, 100), -1, dtype=np.float32)
    assert found_box(logits, View(0, 0, 200, 200)) is None
    logits[20:60, 30:70] = 1
    logits[95, 95] = 1
    assert found_box(logits, View(100, 50, 200, 100)) == Box(160, 70, 240, 110)


# --- with the model ---------------------------------------------------------------------------------------


class Beetles:
    """A small beetle that walks across a large textured picture.

    Args:
        jump: from this frame on it is elsewhere.
        away: frames on which it is gone.
        faint: smaller, and hardly darker than the ground.
    """

    def __init__(
        self, count: int, *, jump: int | None = None, away: range = range(0), faint: bool = False
    ) -> None:
        noise = np.random.default_rng(3).integers(0, 255, (36, 64, 3), dtype=np.uint8)
        self._ground = cv2.resize(noise, (1280, 720), interpolation=cv2.INTER_CUBIC) // 3 + 90
        self.frame_count, self.size_wh = count, (1280, 720)
        self._jump, self._away = jump, away
        self._size, self._colour = ((12, 8), (62, 52, 57)) if faint else ((22, 14), (30, 20, 25))

    def centre(self, frame_index: int) -> tuple[int, int]:
        jumped = self._jump is not None and frame_index >= self._jump
        return 300 + 8 * frame_index, 240 if jumped else 400

    def truth(self, frame_index: int) -> MaskHW:
        if frame_index in self._away:
            return np.zeros((720, 1280), dtype=np.bool_)
        return self._disc(self.centre(frame_index))

    def read(self, frame_index: int) -> FrameRGB:
        frame: FrameRGB = self._ground.copy()
        frame[self.truth(frame_index)] = self._colour
        return frame

    def pts_s(self, frame_index: int) -> float:
        return frame_index / 25

    def _disc(self, centre_xy: tuple[int, int]) -> MaskHW:
        rows, columns = np.ogrid[:720, :1280]
        across, down = self._size
        distance = ((columns - centre_xy[0]) / across) ** 2 + ((rows - centre_xy[1]) / down) ** 2
        return np.asarray(distance <= 1)


@pytest.fixture
def views(monkeypatch: pytest.MonkeyPatch) -> list[View]:
    """Every view that is embedded, in order."""
    seen: list[View] = []
    embed = session_module.embed

    def noting(loaded: LoadedModel, square: FrameRGB, view: View) -> object:
        seen.append(view)
        return embed(loaded, square, view)

    monkeypatch.setattr(session_module, "embed", noting)
    return seen


def prompted(frames: Beetles, prompt: FramePrompt) -> TrackRequest:
    return TrackRequest((ObjectPrompts(1, (prompt,)),), 0, frames.frame_count - 1)


def mean_j(frames: Beetles, loaded: LoadedModel, request: TrackRequest) -> float:
    events = track(frames, loaded, request, NeverCancel())
    tracked = {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked)}
    return float(np.mean([jaccard(m.to_array(), frames.truth(i)) for i, m in tracked.items() if i]))


def test_a_small_object_is_tracked_better_in_its_region(nano: LoadedModel, views: list[View]) -> None:
    frames = Beetles(10, faint=True)
    request = prompted(frames, FramePrompt(0, mask=Mask.from_array(frames.truth(0))))
    everything = dataclasses.replace(nano, base=dataclasses.replace(nano.base, search_region=False))
    without = mean_j(frames, everything, request)
    assert set(views) == {View.whole(frames.size_wh)}
    views.clear()
    within = mean_j(frames, nano, request)
    assert all(view.width <= 0.4 * 1280 for view in views) and len(views) == 10
    assert within > 0.9 > 0.8 > without


def test_an_object_that_was_away_is_found_where_it_comes_back(nano: LoadedModel, views: list[View]) -> None:
    frames = Beetles(16, jump=4, away=range(4, 9))
    request = prompted(frames, FramePrompt(0, mask=Mask.from_array(frames.truth(0))))
    events = track(frames, nano, request, NeverCancel())
    masks = {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked)}
    assert View.whole(frames.size_wh) in views
    assert jaccard(masks[3].to_array(), frames.truth(3)) > 0.5
    assert jaccard(masks[15].to_array(), frames.truth(15)) > 0.5


@pytest.mark.parametrize("searching", [True, False])
def test_frames_without_the_object_push_nothing_out_of_memory_where_it_is_sought(
    nano: LoadedModel, monkeypatch: pytest.MonkeyPatch, *, searching: bool
) -> None:
    remembered: list[float] = []
    remember = TrackerSession.remember

    def noting(self: TrackerSession, number: int, embedding: Any, outputs: Mapping[int, Any]) -> None:
        remembered.extend(output.object_score for output in outputs.values())
        remember(self, number, embedding, outputs)

    monkeypatch.setattr(TrackerSession, "remember", noting)
    frames = Beetles(8, away=range(3, 8))
    request = prompted(frames, FramePrompt(0, mask=Mask.from_array(frames.truth(0))))
    base = dataclasses.replace(nano.base, search_region=searching)
    events = track(frames, dataclasses.replace(nano, base=base), request, NeverCancel())
    scores = [e.masks[1].object_score for e in events if isinstance(e, FrameTracked) and e.frame_index]
    assert min(scores) < 0
    assert remembered == [score for score in scores if score > 0 or not searching]


def test_a_click_is_answered_on_the_whole_frame_then_close_and_remembered_close(
    nano: LoadedModel, views: list[View]
) -> None:
    frames = Beetles(3)
    x, y = frames.centre(0)
    request = prompted(frames, FramePrompt(0, clicks=(Click(x, y),)))
    list(track(frames, nano, request, NeverCancel()))
    assert views[0] == View.whole(frames.size_wh)
    assert all(view.width < 1280 for view in views[1:])


def test_tracking_answers_a_prompt_as_the_canvas_does(nano: LoadedModel) -> None:
    frames = Beetles(2, faint=True)
    x, y = frames.centre(0)
    for prompt in (
        FramePrompt(0, clicks=(Click(x, y), Click(x + 100, y, False))),
        FramePrompt(0, box=Box(x - 14, y - 10, x + 14, y + 10)),
    ):
        on_canvas = Segmenter(nano).segment(frames.read(0), ImagePrompt.of(prompt), frame_key=0)
        _, first, *_ = track(frames, nano, prompted(frames, prompt), NeverCancel())
        assert isinstance(first, FrameTracked) and on_canvas.view != View.whole(frames.size_wh)
        assert np.array_equal(first.masks[1].mask.to_array(), on_canvas.mask)


def test_skipping_looks_in_the_region_too_and_embeds_no_frame_twice(
    nano: LoadedModel, views: list[View]
) -> None:
    frames = Beetles(17)
    request = prompted(frames, FramePrompt(0, mask=Mask.from_array(frames.truth(0))))
    events = track_skipping(frames, nano, request, SkipPolicy(0.8), NeverCancel())
    tracked = [e for e in events if isinstance(e, FrameTracked)]
    assert len(tracked) == 17 and len(views) < 17
    assert all(view.width < 1280 for view in views)


def test_it_is_looked_for_where_motion_says_that_it_goes() -> None:
    region = SearchRegion((1000, 500))
    region.saw(1, 0, Box(100, 100, 200, 200))
    far = region.views(8, {1: ()})[1]
    region.expect(1, 8, Box(600, 300, 700, 400))
    told = region.views(8, {1: ()})[1]
    assert told.contains(Box(600, 300, 700, 400))
    assert not far.contains(Box(600, 300, 700, 400))
    region.saw(1, 8, Box(620, 300, 720, 400))  # what is found there counts
    assert region.views(9, {1: ()})[1].contains(Box(620, 300, 720, 400))
    region.expect(2, 3, Box(0, 0, 9, 9))  # of which nothing is known
    assert region.views(3, {2: ()})[2] == View.whole((1000, 500))


def test_what_is_doubted_because_it_is_small_in_its_view_is_looked_at_from_closer(
    nano: LoadedModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = Beetles(14, jump=4, away=range(4, 9))
    request = prompted(frames, FramePrompt(0, mask=Mask.from_array(frames.truth(0))))

    def found_again() -> int:
        events = track(frames, nano, request, NeverCancel())
        masks = {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked)}
        assert all(masks[i].is_empty for i in range(4, 9))
        return sum(jaccard(masks[i].to_array(), frames.truth(i)) > 0.5 for i in range(9, 14))

    assert found_again() > 0
    monkeypatch.setattr(run_module, "CLOSER", 1000.0)
    assert found_again() == 0
