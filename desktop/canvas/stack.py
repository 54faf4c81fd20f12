"""The canvas's layers with their masks decoded, each once for each change. Qt-free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.masks import Mask
from desktop.canvas.layers import MaskLayer
from desktop.canvas.mask_pixels import decode, decode_whole, painted_rect
from desktop.canvas.overlay import OverlayLayer
from desktop.canvas.pyramid import Pyramid
from desktop.canvas.rect import EMPTY, Rect


@dataclass(frozen=True, slots=True)
class _Painting:
    """A mask under the brush. `before` is what a copy of its px would give."""

    object_id: int | None
    colour: str
    before: Mask | None
    pixels: Pyramid


class LayerStack:
    """Every change returns the box of media px that looks different now."""

    def __init__(self) -> None:
        self._layers: tuple[MaskLayer, ...] = ()
        self._decoded: dict[int, tuple[Mask, Pyramid]] = {}
        self._preview: tuple[Mask, Pyramid, str] | None = None
        self._painting: _Painting | None = None

    def clear(self) -> None:
        """Nothing to show."""
        self._layers, self._preview, self._painting = (), None, None
        self._decoded.clear()

    def replace(self, layers: Sequence[MaskLayer], media_wh: tuple[int, int]) -> Rect:
        """Other layers."""
        old, new = self._layers, tuple(layers)
        self._layers = new
        ids = {layer.object_id for layer in new}
        for object_id in [known for known in self._decoded if known not in ids]:
            del self._decoded[object_id]
        if [layer.object_id for layer in old] != [layer.object_id for layer in new]:
            return _joined([layer.mask for layer in (*old, *new)])
        differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
        return _joined([layer.mask for pair in differing for layer in pair])

    def update(self, object_id: int, mask: Mask | None) -> Rect:
        """Another mask for one layer."""
        changed = EMPTY
        layers = list(self._layers)
        for place, layer in enumerate(layers):
            if layer.object_id == object_id and layer.mask != mask:
                changed = _joined([layer.mask, mask])
                layers[place] = replace(layer, mask=mask)
        self._layers = tuple(layers)
        return changed

    def set_preview(self, mask: Mask | None, colour: str) -> Rect:
        """A mask over all others, or none."""
        before = None if self._preview is None else self._preview[0]
        if mask is None:
            self._preview = None
        elif mask != before:
            self._preview = (mask, decode(mask), colour)
        else:
            return EMPTY
        return _joined([before, mask])

    @property
    def selected(self) -> MaskLayer | None:
        """The selected layer; the topmost of several."""
        return next((layer for layer in reversed(self._layers) if layer.selected), None)

    def object_at(self, x: float, y: float) -> int | None:
        """The topmost visible object that covers a point in media px."""
        column, row = int(np.floor(x)), int(np.floor(y))
        for layer in reversed(self._layers):
            if not layer.visible or layer.mask is None:
                continue
            pixels = self._pixels(layer)
            here = pixels.media_rect
            inside = here.x0 <= column < here.x1 and here.y0 <= row < here.y1
            if inside and pixels.picture[row - here.y0, column - here.x0]:
                return layer.object_id
        return None

    def shown(self) -> list[OverlayLayer]:
        """What to compose, bottom to top."""
        painting = self._painting
        shown = []
        for layer in self._layers:
            if painting is not None and painting.object_id == layer.object_id:
                shown.append(OverlayLayer(painting.pixels, layer.colour, True))
            elif layer.visible and layer.mask is not None:
                shown.append(OverlayLayer(self._pixels(layer), layer.colour, layer.selected))
        if painting is not None and painting.object_id is None:
            shown.append(OverlayLayer(painting.pixels, painting.colour, True))
        if self._preview is not None:
            shown.append(OverlayLayer(self._preview[1], self._preview[2], True))
        return shown

    # Painting on the selected layer

    def begin_painting(self, media_wh: tuple[int, int], new_colour: str) -> NDArray[np.uint8]:
        """The selected object's px to write into; an empty picture where none is selected."""
        selected = self.selected
        before = None if selected is None else selected.mask
        object_id = None if selected is None else selected.object_id
        pixels = self._whole(object_id, before, media_wh)
        colour = new_colour if selected is None else selected.colour
        self._painting = _Painting(object_id, colour, before, pixels)
        return pixels.picture

    def touch(self, media_rect: Rect) -> None:
        """Px were written in there."""
        if self._painting is not None:
            self._painting.pixels.touch(media_rect)

    def end_painting(self, media_rect: Rect) -> tuple[int | None, Mask, Rect] | None:
        """The object, its mask as painted, and the box that was written; None where nothing differs.

        The mask stays to be seen in place of the one before, until other layers come.
        """
        painting, self._painting = self._painting, None
        if painting is None or media_rect.is_empty:
            return None
        mask = _encode(painting.pixels.picture, painted_rect(painting.before).joined(media_rect))
        if mask == painting.before or (painting.before is None and mask.is_empty):
            return None
        if painting.object_id is not None:
            self._decoded[painting.object_id] = (mask, painting.pixels)
            self._layers = tuple(
                replace(layer, mask=mask) if layer.object_id == painting.object_id else layer
                for layer in self._layers
            )
        return painting.object_id, mask, media_rect

    def drop_painting(self) -> Rect:
        """Back to the mask before."""
        painting, self._painting = self._painting, None
        if painting is None:
            return EMPTY
        if painting.object_id is not None:
            self._decoded.pop(painting.object_id, None)  # its px may be the ones written into
        return painting.pixels.media_rect

    def _whole(self, object_id: int | None, mask: Mask | None, media_wh: tuple[int, int]) -> Pyramid:
        """All of the media's px of a mask; those of the stroke before where they are still at hand."""
        width, height = media_wh
        if object_id is not None and object_id in self._decoded:
            known, pixels = self._decoded[object_id]
            if known == mask and pixels.media_rect == Rect(0, 0, width, height):
                return pixels
        return decode_whole(mask, media_wh)

    def _pixels(self, layer: MaskLayer) -> Pyramid:
        """The layer's mask decoded, from before where it is the same."""
        assert layer.mask is not None
        known = self._decoded.get(layer.object_id)
        if known is None or known[0] != layer.mask:
            known = (layer.mask, decode(layer.mask))
            self._decoded[layer.object_id] = known
        return known[1]


def _encode(pixels: NDArray[np.uint8], within: Rect) -> Mask:
    """The px as a mask; nothing is set outside of `within`."""
    height, width = pixels.shape
    return Mask.from_patch(pixels[within.slices], within.x0, within.y0, height, width)


def _joined(masks: Sequence[Mask | None]) -> Rect:
    rect = EMPTY
    for mask in masks:
        rect = rect.joined(painted_rect(mask))
    return rect
