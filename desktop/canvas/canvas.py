"""The canvas: shows a frame with masks and prompts, and turns gestures into intents."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.errors import MaskError
from core.masks import Mask
from core.types import MaskHW
from core.wording import say
from desktop.canvas.decorations import draw_guidance, draw_loupe, draw_prompts, draw_view_note
from desktop.canvas.gestures import Gestures
from desktop.canvas.held_keys import HeldKeys
from desktop.canvas.layers import MaskLayer, PromptMark
from desktop.canvas.overlay import OverlayStyle
from desktop.canvas.picture import Picture
from desktop.canvas.rect import Rect
from desktop.canvas.stack import LayerStack
from desktop.canvas.viewport import Viewport
from desktop.language import tr
from desktop.tools.intents import Intent, MaskPainted
from desktop.tools.mask_edits import covered_rect
from desktop.tools.pan import PanTool
from desktop.tools.tool import Tool

NEW_OBJECT_COLOUR = "#56b4e9"


class Canvas(QWidget):
    """A frame with masks over it. GUI thread only. It holds no document: it is given what to show.

    `intent_made`: a value of `desktop.tools.intents`. `view_changed`: the `Viewport`. `hovered_px`: the
    media px under the pointer as (x, y) ints, None off the media. `refused`: one sentence on why a
    gesture does nothing. `pan_key_tapped`: it was pressed and let go without panning; where nobody is
    connected to it, it stays a shortcut of the window's. `tool_changed`: the tool, another one
    or of another size.
    """

    intent_made = Signal(object)
    view_changed = Signal(object)
    hovered_px = Signal(object)
    refused = Signal(object)
    pan_key_tapped = Signal(object)
    tool_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport((0, 0), (1, 1))
        self._picture = Picture()
        self._stack = LayerStack()
        self._style = OverlayStyle()
        self._marks: tuple[PromptMark, ...] = ()
        self._guidance: tuple[str, ...] = ()
        self._frame_index = 0
        self._masks_hidden = False
        self._note = ""
        self._peeking = False
        self._loupe = False
        self._tool: Tool = PanTool()
        self._gestures = Gestures(self)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription(tr("The frame with its masks and prompts."))
        self.installEventFilter(self._gestures)
        self._take_background()
        self.set_tool(self._tool)

    # What is shown

    def set_frame(self, frame_rgb: NDArray[np.uint8] | None, frame_index: int) -> None:
        """Show a frame: (height, width, 3) uint8 RGB, not copied, not to be written afterwards.

        An unfinished gesture is cancelled where the index differs. Media of another size is fitted, and
        masks and prompts of the media before go.
        """
        if frame_index != self._frame_index:
            self.cancel_gesture()
        self._frame_index = frame_index
        height, width = (0, 0) if frame_rgb is None else frame_rgb.shape[:2]
        self._picture.set_frame(frame_rgb)
        if (width, height) != self._viewport.media_wh:
            self.cancel_gesture()
            self._stack.clear()
            self._marks = ()
            self._see(Viewport((width, height), self._viewport.view_wh, self._viewport.dpr).fit())
        self.update()

    def set_layers(self, layers: Sequence[MaskLayer]) -> None:
        """Show these masks, later ones over earlier ones. Raises `MaskError` for a mask of another size."""
        for layer in layers:
            self._check_size(layer.mask)
        self._masks_touched(self._stack.replace(layers, self._viewport.media_wh))

    def update_layer(self, object_id: int, mask: Mask | None) -> None:
        """Another mask for one of the layers; nothing where there is no such layer."""
        self._check_size(mask)
        self._masks_touched(self._stack.update(object_id, mask))

    def set_preview(self, mask: Mask | None, colour: str = NEW_OBJECT_COLOUR) -> None:
        """A mask that is not there yet, shown over all others; None takes it away."""
        self._check_size(mask)
        self._masks_touched(self._stack.set_preview(mask, colour))

    def set_prompts(self, prompts: Sequence[PromptMark]) -> None:
        """Show these clicks and boxes."""
        self._marks = tuple(prompts)
        self.update()

    def set_guidance(self, lines: Sequence[str]) -> None:
        """A title and lines of help: in the middle where there is no frame, else on a card below."""
        self._guidance = tuple(lines)
        self.update()

    def set_opacity(self, opacity: float) -> None:
        """How much masks cover the frame, 0 to 1."""
        self._restyle(replace(self._style, opacity=min(max(opacity, 0.0), 1.0)))

    def set_outline(self, outline: bool) -> None:
        """Whether masks have an edge."""
        self._restyle(replace(self._style, outline=outline))

    def set_exclusive(self, exclusive: bool) -> None:
        """Whether a pixel shows only the topmost mask that has it."""
        self._restyle(replace(self._style, exclusive=exclusive))

    def set_masks_hidden(self, hidden: bool) -> None:
        """Show the frame alone until told otherwise."""
        self._masks_hidden = hidden
        self.update()

    def set_note(self, note: str) -> None:
        """A word in the corner on what is shown; empty for none."""
        self._note = note
        self.update()

    def set_peeking(self, peeking: bool) -> None:
        """Show the frame alone for as long as a key is held; called by the gestures."""
        if peeking != self._peeking:
            self._peeking = peeking
            self.update()

    def set_loupe(self, on: bool) -> None:
        """Show an enlarged view of what is under the pointer."""
        self._loupe = on
        self.update()

    # Tools

    def set_held_keys(self, keys: HeldKeys) -> None:
        """Which keys do something for as long as they are held."""
        self._gestures.held_keys = keys

    def set_tool(self, tool: Tool) -> None:
        """Take up a tool; an unfinished gesture of the one before is cancelled."""
        self._tool.put_down()
        self._tool = tool
        tool.taken_up(self)
        self._gestures.tool_changed()
        self.update()
        self.tool_changed.emit(tool)

    @property
    def tool(self) -> Tool:
        """The tool in use."""
        return self._tool

    @property
    def gesturing(self) -> bool:
        """Whether a gesture is under way: no time to undo or to change the frame's masks."""
        return self._gestures.busy

    def cancel_gesture(self) -> None:
        """What Esc does."""
        self._gestures.cancel()

    def pointer_moved(self) -> None:
        """Tell where the pointer is now; called by the gestures."""
        at = self._gestures.hovered
        inside = at is not None and self._viewport.contains(*at)
        self.hovered_px.emit((int(at[0]), int(at[1])) if at is not None and inside else None)
        if self._loupe:
            self.update()

    # The view

    @property
    def has_frame(self) -> bool:
        """Whether a frame is shown."""
        return self._picture.frame is not None

    @property
    def viewport(self) -> Viewport:
        """What is seen now."""
        return self._viewport

    def zoom_to_fit(self) -> None:
        self._see(self._viewport.fit())

    def zoom_to(self, factor: float, at_widget: tuple[float, float] | None = None) -> None:
        """Screen px for each media px: 1 is 1:1 whatever the screen's scaling."""
        dpr = self._viewport.dpr
        at_view = None if at_widget is None else (at_widget[0] * dpr, at_widget[1] * dpr)
        self._see(self._viewport.zoomed(factor, at_view))

    def zoom_in(self) -> None:
        self.zoom_to(self._viewport.next_stop(1))

    def zoom_out(self) -> None:
        self.zoom_to(self._viewport.next_stop(-1))

    def pan_by(self, dx_widget: float, dy_widget: float) -> None:
        """Move the picture by widget px."""
        dpr = self._viewport.dpr
        self._see(self._viewport.panned(dx_widget * dpr, dy_widget * dpr))

    # What tools ask (desktop.tools.tool.ToolHost)

    @property
    def marks(self) -> Sequence[PromptMark]:
        return self._marks

    def push(self, intent: Intent) -> None:
        self.intent_made.emit(intent)

    def refuse(self, sentence: str) -> None:
        self.refused.emit(sentence)

    def redraw(self, widget_rect: QRectF | None = None) -> None:
        if widget_rect is None:
            self.update()
        else:
            self.update(widget_rect.adjusted(-2, -2, 2, 2).toAlignedRect())

    def object_at(self, x: float, y: float) -> int | None:
        return self._stack.object_at(x, y)

    def selected_colour(self) -> QColor:
        selected = self._stack.selected
        return QColor(NEW_OBJECT_COLOUR if selected is None else selected.colour)

    def tool_adjusted(self) -> None:
        self.tool_changed.emit(self._tool)

    def may_paint(self) -> bool:
        selected = self._stack.selected
        if selected is not None and selected.locked:
            self.refuse(tr("This object is locked: unlock it to paint on it."))
        elif selected is not None and not selected.visible:
            self.refuse(tr("This object is hidden: show it to paint on it."))
        else:
            return self.has_frame
        return False

    def begin_painting(self) -> NDArray[np.uint8] | None:
        if not self.may_paint():
            return None
        return self._stack.begin_painting(self._viewport.media_wh, NEW_OBJECT_COLOUR)

    def edit_selected(self, name: str, edit: Callable[[MaskHW], MaskHW]) -> bool:
        """Change the selected mask as a whole with a function of `desktop.tools.mask_edits`.

        Pushes one `MaskPainted`; False where no px differs or the object may not be painted on.
        """
        pixels = self.begin_painting()
        if pixels is None:
            return False
        before = pixels != 0
        after = edit(before)
        changed = covered_rect(before != after)
        pixels[changed.slices] = after[changed.slices].view(np.uint8) * np.uint8(255)
        self.touch(changed)
        self.end_painting(name, changed)
        return not changed.is_empty

    def touch(self, media_rect: Rect) -> None:
        self._stack.touch(media_rect)
        self._masks_touched(media_rect)

    def end_painting(self, name: str, media_rect: Rect) -> None:
        width, height = self._viewport.media_wh
        media_rect = media_rect.cut(Rect(0, 0, width, height))
        painted = self._stack.end_painting(media_rect)
        if self._stack.selected is None:  # its picture is gone until the new object comes
            self._masks_touched(media_rect)
        if painted is None:
            return
        object_id, mask, changed_px = painted
        self.push(MaskPainted(name, object_id, mask, changed_px))

    def drop_painting(self) -> None:
        self._masks_touched(self._stack.drop_painting())

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(960, 600)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_to_screen()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._take_background()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.devicePixelRatioF() != self._viewport.dpr:
            self._fit_to_screen()
        self._picture.refresh(self._viewport, self._stack.shown(), self._style)
        painter = QPainter(self)
        self._draw_image(painter, event, self._picture.frame_bgra, QImage.Format.Format_RGB32)
        if self._picture.frame is not None:
            frame_alone = self._masks_hidden or self._peeking
            if not frame_alone:
                self._draw_image(
                    painter, event, self._picture.masks_bgra, QImage.Format.Format_ARGB32_Premultiplied
                )
                draw_prompts(painter, self._viewport, self._marks)
            self._tool.paint(painter, self._viewport)
            pointer = self._gestures.hovered
            if self._loupe and pointer is not None:
                layers = () if frame_alone else self._stack.shown()
                draw_loupe(painter, self.rect(), self._viewport, self._picture, layers, self._style, pointer)
            if note := tr("Masks hidden") if frame_alone else self._note:
                draw_view_note(painter, self.rect(), note)
        draw_guidance(painter, self.rect(), self.palette(), self._guidance, self._picture.frame is not None)
        painter.end()

    # Inside

    def _draw_image(
        self, painter: QPainter, event: QPaintEvent, bgra: NDArray[np.uint8], image_format: QImage.Format
    ) -> None:
        """Copy the part of a picture that is to be painted; one view px is one px of the screen."""
        height, width = bgra.shape[:2]
        image = QImage(bgra.data, width, height, 4 * width, image_format)
        dpr = self._viewport.dpr
        if dpr == 1.0:
            painter.drawImage(event.rect(), image, event.rect())
        else:
            image.setDevicePixelRatio(dpr)
            painter.drawImage(0, 0, image)  # Qt clips to what is to be painted

    def _see(self, viewport: Viewport) -> None:
        if viewport == self._viewport:
            return
        before, self._viewport = self._viewport, viewport
        dx, dy = viewport.left - before.left, viewport.top - before.top
        moved = replace(before, exact_left=viewport.exact_left, exact_top=viewport.exact_top)
        if viewport == replace(moved, fitted=viewport.fitted):
            self._picture.view_panned(dx, dy)
        else:
            self._picture.view_changed(viewport)
        self.update()
        self.view_changed.emit(viewport)

    def _fit_to_screen(self) -> None:
        dpr = self.devicePixelRatioF()
        size = (max(1, round(self.width() * dpr)), max(1, round(self.height() * dpr)))
        self._style = replace(self._style, dpr=dpr)
        self._see(self._viewport.resized(size, dpr))

    def _restyle(self, style: OverlayStyle) -> None:
        if style != self._style:
            self._style = style
            self._picture.masks_changed(self._viewport.view_rect)
            self.update()

    def _masks_touched(self, media_rect: Rect) -> None:
        """Compose again and repaint what a part of the media covers, with the width of an outline."""
        if media_rect.is_empty:
            return
        reach = self._style.outline_px(True) + 3
        view_rect = self._viewport.rect_to_view(media_rect).grown(reach).cut(self._viewport.view_rect)
        if view_rect.is_empty:
            return
        self._picture.masks_changed(view_rect)
        dpr = self._viewport.dpr
        self.redraw(
            QRectF(view_rect.x0 / dpr, view_rect.y0 / dpr, view_rect.width / dpr, view_rect.height / dpr)
        )

    def _check_size(self, mask: Mask | None) -> None:
        width, height = self._viewport.media_wh
        if mask is not None and (mask.width, mask.height) != (width, height):
            raise MaskError(
                say(
                    "The mask has {mask_size} pixels and the frame {frame_size}: they do not fit.",
                    mask_size=f"{mask.width}×{mask.height}",
                    frame_size=f"{width}×{height}",
                )
            )

    def _take_background(self) -> None:
        colour = self.palette().color(QPalette.ColorRole.Dark)
        self._picture.set_background(colour.red(), colour.green(), colour.blue())
        self.update()
