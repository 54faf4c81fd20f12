"""Where to look for objects on the next frame: the search region.

A model with a small input sees little of an object that is small in the frame, and takes another that looks
alike for it. Shown only the part of the frame in which the objects can be, it sees them larger and others not
at all. The region keeps to where the objects were on the frames around, reaches ahead of their motion, and
grows to the whole frame where they are lost.

The figures were chosen on DAVIS training sequences that nano was not trained on.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.engine.view import View
from core.types import Box

MARGIN = 1.25
"""Side of the region over side of where the object may be, on a neighbouring frame."""
MARGIN_PER_FRAME = 0.1
"""What is added for every frame further away."""
LEAST = 0.25
"""Share of the frame's side below which a region does not shrink."""
WHOLE = 0.97
"""Share from which on the region is the frame."""
SHRINK = 0.25
"""How much of the way to a smaller region is gone on one frame; a larger one is taken at once."""
TOGETHER = 8
"""Frames over which an object's places are taken together."""
LEAD = 1
"""Frames of motion that the region reaches beyond where the object is expected."""
MARGIN_AHEAD = 1.15
"""`MARGIN` of a view that is read ahead, one frame early."""
LEAD_AHEAD = 0
"""`LEAD` of such a view."""
MARGIN_LEFT = 1.05
"""What must be left of the margin for such a view to be taken when the object's place is known better."""
FASTEST = 0.1
"""Motion counted at most, as a share of the frame's width a frame."""
TOUCH = 0.15
"""Share of its side by which a region grows where the object touches its rim."""
GROWTH = 0.08
"""Share of its sides by which an object may grow on one frame."""
NEXT = 2
"""Frames over which that is known; on a frame further away an object may be anywhere in its region."""
LOST = 1.25
"""Times by which a region grows on each frame on which the object is not found."""
FORGOTTEN = 0.95
"""Share of the largest size that it was seen in that an object may have again, from one frame to the next."""
PATIENCE = 60
"""Looks for which what left through the frame's rim is awaited there, before it is sought elsewhere."""
ENTERING = 0.25
"""How far from there it may reach when it is found again, as a share of the frame's width."""
RIM = 0.01
"""Share of the frame's width that counts as its rim."""
CLOSE = 1.25
"""Objects share a view where it need be no larger than this many times the larger one's own."""
MOST_VIEWS = 3
"""Views of a frame: with more objects apart, the nearest share one."""
KEPT = 12
"""Sightings remembered of each object."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where an object was seen, or was last: left, top, right, bottom in media pixels.

    Args:
        reach: the same, grown where it touched the view's rim.
        share: the size of the view in which it was seen, as a share of the frame's sides.
        size: its width and height, or, where it was larger on the frames before, something near that: what is
            half hidden comes out again.
        seen: `edges` where the object was seen last, before it was lost; None if it never was.
        lost: whether it was not seen at all, and this is where it may be.
        waited: for how many frames it has been lost.
    """

    edges: NDArray[np.float64]
    reach: NDArray[np.float64]
    share: float
    size: NDArray[np.float64]
    seen: NDArray[np.float64] | None
    lost: bool = False
    waited: int = 0

    @property
    def hidden(self) -> NDArray[np.float64]:
        """How much wider and higher the object may be than what was seen of it last."""
        return np.zeros(2) if self.seen is None else self.size - (self.seen[2:] - self.seen[:2])


class SearchRegion:
    """Where the objects of one run were seen, and where to look next. Frames may come in any order.

    Args:
        size_wh: of the media.
    """

    def __init__(self, size_wh: tuple[int, int]) -> None:
        self._size_wh = size_wh
        self._sightings: dict[int, dict[int, Sighting]] = {}

    def saw(
        self,
        object_id: int,
        frame_index: int,
        box: Box | None,
        view: View | None = None,
        held: Box | None = None,
    ) -> None:
        """Remember where an object was on a frame; None where it was not found.

        Args:
            view: what the model was shown, unless the place comes from a person.
            held: what it was held in.
        """
        sightings = self._sightings.setdefault(object_id, {})
        size = np.array([*self._size_wh, *self._size_wh], dtype=np.float64)
        share = 0.0 if view is None else view.width / self._size_wh[0]
        if box is not None:
            edges = np.array([box.x0, box.y0, box.x1, box.y1], dtype=np.float64)
            reach = (
                edges if view is None else np.clip(edges + self._touching(edges, held or view.box), 0, size)
            )
            found = Sighting(edges, reach, share, self._size_of(edges, sightings, frame_index), edges)
            for index in [i for i, sighting in sightings.items() if sighting.lost]:
                del sightings[index]
        else:
            found = self._lost(sightings, frame_index, view)
            sightings.clear()
        sightings.pop(frame_index, None)
        sightings[frame_index] = found
        while len(sightings) > KEPT:
            del sightings[next(iter(sightings))]

    def expect(self, object_id: int, frame_index: int, box: Box) -> None:
        """Look for an object there, on a frame on which motion has told where it goes."""
        sightings = self._sightings.get(object_id)
        if not sightings:
            return
        last = sightings[_nearest(sightings, frame_index)]
        if not last.lost:
            edges = np.array([box.x0, box.y0, box.x1, box.y1], dtype=np.float64)
            sightings[frame_index] = replace(last, edges=edges, reach=edges)

    def views(
        self,
        frame_index: int,
        given: Mapping[int, Sequence[Box]],
        looked_at: Sequence[View] = (),
        read_ahead: Sequence[View] = (),
    ) -> dict[int, View]:
        """What to show of a frame to find each object; those that lie together share a view.

        Args:
            given: the objects, each with boxes that must be inside as well.
            looked_at: views of this frame that were looked at before; taken again where they will do.
            read_ahead: the `views_ahead` of this frame; taken where the objects have not run out of them.
        """
        regions = [self._region(object_id, frame_index, boxes) for object_id, boxes in given.items()]
        shared = _shared(regions, self._size_wh)
        return {
            i: self._view_of(region, looked_at, read_ahead) for region in shared for i in region.object_ids
        }

    def views_ahead(self, frame_index: int, given: Mapping[int, Sequence[Box]]) -> set[View]:
        """What will probably do as `views` of a frame, by what is known before the one beside it was looked
        at.
        """
        regions = [
            self._region(object_id, frame_index, boxes, MARGIN_AHEAD, LEAD_AHEAD)
            for object_id, boxes in given.items()
        ]
        return {self._view_of(region) for region in _shared(regions, self._size_wh)}

    def held(self, object_id: int, frame_index: int) -> Box | None:
        """Where an object can be at most, going by where it was just before; None if unknown.

        What grows faster has most often run over to a neighbour that it touches, and what is found again far
        from where it was lost a moment before is another.
        """
        sightings = self._sightings.get(object_id, {})
        if sightings and (lost := sightings[nearest := _nearest(sightings, frame_index)]).lost:
            if lost.seen is None or lost.waited > PATIENCE:
                return None
            away = FASTEST * lost.waited * abs(nearest - frame_index)
            away = self._size_wh[0] * (ENTERING if self._at_the_rim(lost.seen) else away)
            return _padded(lost.seen, away + lost.hidden)
        near = [i for i, s in sightings.items() if not s.lost and abs(i - frame_index) <= TOGETHER]
        seen = sorted((i for i in near if i != frame_index), key=lambda i: abs(i - frame_index))
        if not seen:
            return None
        last, distance = sightings[seen[0]].edges, abs(seen[0] - frame_index)
        comes_in = len(sightings) <= TOGETHER and self._at_the_rim(last)
        fastest = FASTEST * self._size_wh[0] * distance
        if distance > NEXT:
            return _padded(last, fastest) if comes_in else None
        places = np.array([sightings[i].edges for i in near])
        pad = GROWTH * distance * (last[2:] - last[:2]) + sightings[seen[0]].hidden
        low, high = places[:, :2].min(axis=0) - pad, places[:, 2:].max(axis=0) + pad
        if len(seen) > 1:
            # Where both edges go the same way, the object moves; where one goes alone, it grows.
            first, second = np.split((last - sightings[seen[1]].edges) / abs(seen[0] - seen[1]), 2)
            moves = np.where(first * second > 0, np.minimum(np.abs(first), np.abs(second)), 0.0)
            ahead = (distance + LEAD / 2) * np.sign(first) * moves
            low, high = low + np.minimum(ahead, 0), high + np.maximum(ahead, 0)
        if comes_in:
            # What has just come in through the frame's rim goes on coming in.
            size, rim = np.array(self._size_wh), RIM * self._size_wh[0]
            low = np.where(last[2:] > size - rim, low - fastest, low)
            high = np.where(last[:2] < rim, high + fastest, high)
        return Box(*low.tolist(), *high.tolist())

    def _view_of(
        self, region: "_Region", looked_at: Sequence[View] = (), read_ahead: Sequence[View] = ()
    ) -> View:
        left, top, right, bottom = region.edges.tolist()
        wanted = region.share(self._size_wh)
        share = max(wanted, LEAST, wanted + (1 - SHRINK) * (region.eased - wanted))
        for view in looked_at:
            if view.contains(Box(left, top, right, bottom)) and view.width <= 1.5 * share * self._size_wh[0]:
                return view
        for view in read_ahead:
            if view.contains(Box(*region.inner.tolist())):
                return view
        if share > WHOLE:
            return View.whole(self._size_wh)
        return View.centred(((left + right) / 2, (top + bottom) / 2), share, self._size_wh)

    def around(self, box: Box) -> View:
        """What to show of a frame on which the object's place is known."""
        share = max(box.width / self._size_wh[0], box.height / self._size_wh[1]) * MARGIN
        if share > WHOLE:
            return View.whole(self._size_wh)
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        return View.centred(middle, max(share, LEAST), self._size_wh)

    def _region(
        self,
        object_id: int,
        frame_index: int,
        given: Sequence[Box],
        margin: float | None = None,
        lead: float = LEAD,
    ) -> "_Region":
        """Where an object may be, margin included, clipped to the frame."""
        size = np.array(self._size_wh, dtype=np.float64)
        sightings = self._sightings.get(object_id)
        if not sightings:
            frame = np.concatenate([0 * size, size])
            return _Region((object_id,), frame, frame, 1.0)
        order = sorted(sightings, key=lambda i: abs(i - frame_index))
        nearest = order[0]
        distance = abs(nearest - frame_index)
        near = [i for i in order if abs(i - nearest) < TOGETHER]
        boxes = [sightings[i].edges for i in near] + [sightings[nearest].reach]
        beyond = [i for i in order if (i - frame_index) * (nearest - frame_index) < 0]
        if beyond:
            boxes.append(sightings[beyond[0]].edges)
        elif len(order) > 1 and distance:
            earlier = near[-1] if len(near) > 1 else order[1]
            fastest = FASTEST * self._size_wh[0]
            motion = (sightings[nearest].edges - sightings[earlier].edges) / abs(nearest - earlier)
            boxes.append(sightings[nearest].edges + np.clip(motion, -fastest, fastest) * (distance + lead))
        low, high = np.min([b[:2] for b in boxes], axis=0), np.max([b[2:] for b in boxes], axis=0)
        low, high = np.clip(low, 0, size), np.clip(high, 0, size)

        def padded(margin: float) -> NDArray[np.float64]:
            middle, half = (low + high) / 2, (high - low) / 2 * margin
            first = np.min([middle - half, *((box.x0, box.y0) for box in given)], axis=0)
            last = np.max([middle + half, *((box.x1, box.y1) for box in given)], axis=0)
            return np.concatenate([np.clip(first, 0, size), np.clip(last, 0, size)])

        usual = MARGIN + MARGIN_PER_FRAME * max(distance - 1, 0)
        edges = padded(usual if margin is None else margin)
        return _Region((object_id,), edges, padded(MARGIN_LEFT), sightings[nearest].share)

    def _lost(self, sightings: dict[int, Sighting], frame_index: int, view: View | None) -> Sighting:
        """Where to look for an object that was not in a view: further and further around, then again from
        where it was seen last, since a small one cannot be seen in the whole frame.
        """
        size = np.array([*self._size_wh, *self._size_wh], dtype=np.float64)
        last = sightings[_nearest(sightings, frame_index)] if sightings else None
        seen = None if last is None else last.seen
        if last is None or view is None or seen is None:
            return Sighting(size * [0, 0, 1, 1], size * [0, 0, 1, 1], 1.0, size[:2], None, lost=True)
        waited = last.waited + 1
        if self._at_the_rim(seen) and waited <= PATIENCE:
            return Sighting(seen, seen, 0.0, last.size, seen, lost=True, waited=waited)
        whole = view.is_whole(self._size_wh)
        edges = seen if whole else np.clip(_grown(view), 0, size)
        share = 0.0 if whole else view.width / size[0]
        return Sighting(edges, edges, share, last.size, seen, lost=True, waited=waited)

    @staticmethod
    def _size_of(
        edges: NDArray[np.float64], sightings: Mapping[int, Sighting], frame_index: int
    ) -> NDArray[np.float64]:
        """Width and height that an object has, or may have again."""
        size = edges[2:] - edges[:2]
        if not sightings:
            return size
        nearest = _nearest(sightings, frame_index)
        return np.maximum(size, sightings[nearest].size * FORGOTTEN ** abs(frame_index - nearest))

    def _at_the_rim(self, edges: NDArray[np.float64]) -> bool:
        """Whether an object was leaving the frame when it was seen last."""
        width, height = self._size_wh
        near = RIM * width
        return bool((edges[:2] < near).any() or edges[2] > width - near or edges[3] > height - near)

    def _touching(self, edges: NDArray[np.float64], region: Box) -> NDArray[np.float64]:
        """How far to grow each edge for touching the region's rim where that is not the frame's."""
        rim = np.array([region.x0, region.y0, region.x1, region.y1])
        frame = np.array([0, 0, *self._size_wh])
        grown = TOUCH * np.array([-region.width, -region.height, region.width, region.height])
        touches = (np.abs(edges - rim) < 0.02 * max(region.width, region.height)) & (rim != frame)
        return np.where(touches, grown, 0.0)


@dataclass(frozen=True, slots=True)
class _Region:
    """Where some objects may be: left, top, right, bottom, with its margin and with what must be left of it;
    and the share of the frame to shrink from.
    """

    object_ids: tuple[int, ...]
    edges: NDArray[np.float64]
    inner: NDArray[np.float64]
    eased: float

    def share(self, size_wh: tuple[int, int]) -> float:
        """Of the frame's sides, by the longer."""
        return float(((self.edges[2:] - self.edges[:2]) / size_wh).max())

    def with_other(self, other: "_Region") -> "_Region":
        edges, inner = _enclosing(self.edges, other.edges), _enclosing(self.inner, other.inner)
        return _Region(self.object_ids + other.object_ids, edges, inner, max(self.eased, other.eased))


def _shared(regions: list[_Region], size_wh: tuple[int, int]) -> list[_Region]:
    """Put regions together that lie close, or are too many: every view costs a run of the image encoder."""

    def loss(pair: tuple[_Region, _Region]) -> float:
        one, other = (max(region.share(size_wh), LEAST) for region in pair)
        return max(pair[0].with_other(pair[1]).share(size_wh), LEAST) / max(one, other)

    regions = list(regions)
    while len(regions) > 1:
        pair = min(itertools.combinations(regions, 2), key=loss)
        if len(regions) <= MOST_VIEWS and loss(pair) > CLOSE:
            break
        regions = [r for r in regions if r is not pair[0] and r is not pair[1]]
        regions.append(pair[0].with_other(pair[1]))
    return regions


def _enclosing(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """The edges that enclose two."""
    return np.concatenate([np.minimum(one[:2], other[:2]), np.maximum(one[2:], other[2:])])


def _padded(edges: NDArray[np.float64], by: float | NDArray[np.float64]) -> Box:
    """The box, grown by so much on every side, or by so much across and down."""
    return Box(*(edges[:2] - by).tolist(), *(edges[2:] + by).tolist())


def _nearest(sightings: Mapping[int, Sighting], frame_index: int) -> int:
    return min(sightings, key=lambda i: abs(i - frame_index))


def _grown(view: View) -> NDArray[np.float64]:
    """The edges of a view in which the object was not found, grown."""
    middle = np.array([view.x + view.width / 2, view.y + view.height / 2])
    half = np.array([view.width, view.height]) / 2 * LOST
    return np.concatenate([middle - half, middle + half])
