"""How a model is shown an example before it answers: the whole picture, or a closer look at the object.

A model with a small input answers in a closer view where the object is small (`core.engine.closer`). So it is
taught and judged in such views too: a view is a picture of its own, and its features are kept like others.
"""

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from core.engine.closer import view_around
from core.engine.view import View
from core.masks import Mask
from core.training.dataset import Example, Picture
from core.types import Box, FrameRGB


@dataclass(frozen=True)
class PartOfPicture:
    """A view of a picture, as a picture."""

    picture: Picture
    view: View

    @property
    def name(self) -> str:
        return self.picture.name

    @cached_property
    def key(self) -> str:
        view = self.view
        where = f"{view.x} {view.y} {view.width} {view.height}"
        return hashlib.sha256(f"{self.picture.key} {where}".encode()).hexdigest()

    def read(self) -> FrameRGB:
        return np.ascontiguousarray(self.view.of_frame(self.picture.read()))


def in_view(example: Example, view: View) -> Example:
    """The example as it is seen in a view; its mask may be empty there."""
    if view.is_whole(size_of(example)):
        return example
    part = Mask.from_array(view.of_mask(example.mask))
    return replace(example, picture=PartOfPicture(example.picture, view), mask=part)


def looks_at(example: Example, *, closer: bool) -> tuple[Example, ...]:
    """The example as it is; and, where the model looks closer and the object is small, in that view."""
    near = (
        in_view(example, view_around(Box(*example.mask.box_xyxy_px), size_of(example))) if closer else example
    )
    return (example,) if near is example else (example, near)


def seen_in(look: Example) -> View:
    """The view of a look."""
    return look.picture.view if isinstance(look.picture, PartOfPicture) else View.whole(size_of(look))


def size_of(example: Example) -> tuple[int, int]:
    """Of its picture: width and height in pixels."""
    return example.mask.width, example.mask.height
