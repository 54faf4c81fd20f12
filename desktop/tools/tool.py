"""What every tool has: a gesture with start, move, end and cancel, a cursor, a drawing over the picture."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from core.types import MaskHW
from desktop.canvas.layers import PromptMark
from desktop.canvas.rect import Rect
from desktop.canvas.viewport import Viewport
from desktop.language import marked
from desktop.tools.intents import Intent


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in media px (may lie outside the media), and what is held down.

    `button`: the one that began the gesture. `pressure`: 0 to 1 from a tablet, 1 from a mouse.
    `eraser`: the pen's other end.
    """

    x: float
    y: float
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    pressure: float = 1.0
    eraser: bool = False

    @property
    def shift(self) -> bool:
        return bool(self.modifiers & Qt.KeyboardModifier.ShiftModifier)

    @property
    def ctrl(self) -> bool:
        return bool(self.modifiers & Qt.KeyboardModifier.ControlModifier)


class ToolHost(Protocol):
    """What a tool may ask of the canvas."""

    @property
    def viewport(self) -> Viewport: ...

    @property
    def marks(self) -> Sequence[PromptMark]: ...

    def push(self, intent: Intent) -> None:
        """Tell what the gesture meant."""

    def refuse(self, sentence: str) -> None:
        """Tell the person, in one sentence, why nothing happens."""

    def redraw(self, widget_rect: QRectF | None = None) -> None:
        """What the tool draws has changed; None: anywhere."""

    def object_at(self, x: float, y: float) -> int | None:
        """The topmost visible object whose mask covers a point in media px."""

    def selected_colour(self) -> QColor:
        """The selected object's colour; that of a new object where none is selected."""

    def may_paint(self) -> bool:
        """Whether the selected object may be painted on; if not, the person has been told why."""

    def tool_adjusted(self) -> None:
        """The tool's own settings changed: its size."""

    def edit_selected(self, name: str, edit: Callable[[MaskHW], MaskHW]) -> bool:
        """Change the selected mask as a whole, as one `MaskPainted`; False where no px differs."""

    def begin_painting(self) -> NDArray[np.uint8] | None:
        """The selected object's mask, (height, width) uint8 0 or 255, to be written into; None where it
        may not be painted (the person has been told why).
        """

    def touch(self, media_rect: Rect) -> None:
        """Px in there were written."""

    def end_painting(self, name: str, media_rect: Rect) -> None:
        """Push what was painted as one `MaskPainted`. Nothing where no px differs."""

    def drop_painting(self) -> None:
        """Forget what was painted."""


class Tool:
    """Base of all tools. Lives on the GUI thread; belongs to one canvas at a time.

    `active`: a gesture is under way. Coordinates are media px except where a name says widget.
    """

    name = "tool"
    title = marked("Tool")
    previews = False
    cursor: Qt.CursorShape = Qt.CursorShape.CrossCursor

    def __init__(self) -> None:
        self.active = False
        self._host: ToolHost | None = None

    @property
    def host(self) -> ToolHost:
        """The canvas that it works on."""
        if self._host is None:
            raise RuntimeError(f"The tool {self.name} is on no canvas.")
        return self._host

    def taken_up(self, host: ToolHost) -> None:
        """It is now the canvas's tool."""
        self._host = host

    def put_down(self) -> None:
        """Another tool takes its place: an unfinished gesture is cancelled."""
        if self._host is not None:
            self.cancel()
            self._host.redraw()
        self._host = None

    def start(self, pointer: Pointer) -> None:
        """A button went down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moved while the button is down."""

    def end(self, pointer: Pointer) -> None:
        """The button went up: push at most one intent."""

    def hover(self, pointer: Pointer | None) -> None:
        """The pointer moved with no button down; None: it left the canvas."""

    def double_click(self, pointer: Pointer) -> bool:
        """A second press at the same place; True where the tool has a use for it."""
        return False

    def cancel(self) -> None:
        """Esc, or the frame changed: forget the gesture and push nothing."""
        self.active = False

    def wheel(self, notches: float) -> bool:
        """Turned with Shift held; True where the tool has a use for it."""
        return False

    def wants_key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a key is this tool's at this moment although it may be a command's shortcut as well."""
        return False

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """A key went down; True where the tool has a use for it."""
        return False

    def set_previewing(self, on: bool) -> None:
        """The key is held, or let go, that shows what a press here would give; for tools that `previews`."""

    def paint(self, painter: QPainter, viewport: Viewport) -> None:
        """Draw over the picture, in widget px."""

    def cursor_at(self, pointer: Pointer) -> Qt.CursorShape:
        """The cursor for a place."""
        return self.cursor
