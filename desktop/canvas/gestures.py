"""From Qt's events to gestures: who gets the pointer, the wheel and the keys that reach the canvas."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMetaMethod, QObject, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QSinglePointEvent,
    QTabletEvent,
    QWheelEvent,
)

from desktop.canvas.held_keys import HeldKeys
from desktop.tools.pan import STILL_WIDGET_PX, PanTool
from desktop.tools.tool import Pointer

if TYPE_CHECKING:
    from desktop.canvas.canvas import Canvas

WHEEL_FACTOR = 1.25
NOTCH = 120.0


class Gestures(QObject):
    """Filters the canvas's events. One gesture at a time: panning, or the tool's.

    The middle button, or any with the pan key held, pans in every tool; the wheel zooms at the cursor (two
    fingers on a touch pad pan, with Ctrl they zoom), with Shift it goes to the tool; Esc cancels.
    """

    def __init__(self, canvas: "Canvas") -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.held_keys = HeldKeys()
        self._panning_from: QPointF | None = None
        self._panned = False
        self._pan_button = Qt.MouseButton.NoButton
        self._space = False
        self._space_used = False
        self._tool_button = Qt.MouseButton.NoButton
        self._last: Pointer | None = None

    @property
    def hovered(self) -> tuple[float, float] | None:
        """Media px under the pointer; None where it is not over the canvas."""
        return None if self._last is None else (self._last.x, self._last.y)

    @property
    def busy(self) -> bool:
        """A gesture is under way."""
        return self._panning_from is not None or self._canvas.tool.active

    def tool_changed(self) -> None:
        """The canvas has another tool."""
        self._tool_button = Qt.MouseButton.NoButton
        self._show_cursor()

    def cancel(self) -> None:
        """Forget the gesture."""
        self._panning_from = None
        self._tool_button = Qt.MouseButton.NoButton
        if self._canvas.tool.active:
            self._canvas.tool.cancel()
        self._show_cursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if isinstance(event, QTabletEvent):
            return self._on_tablet(event)
        if isinstance(event, QWheelEvent):
            return self._on_wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._on_native(event)
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        elif event.type() == QEvent.Type.FocusOut:
            self._space = False
            self._canvas.set_peeking(False)
            self._canvas.tool.set_previewing(False)
            self._show_cursor()
        return False

    # Pointer

    def _on_mouse(self, event: QMouseEvent) -> bool:
        pointer = self._pointer(event, 1.0)
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            self._press(event.position(), event.button(), pointer)
        elif kind == QEvent.Type.MouseButtonDblClick:
            if self._space or not self._canvas.tool.double_click(pointer):
                self._press(event.position(), event.button(), pointer)
        elif kind == QEvent.Type.MouseMove:
            self._move(event.position(), pointer)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event.button(), pointer)
        else:
            return False
        return True

    def _on_tablet(self, event: QTabletEvent) -> bool:
        hovering = event.type() == QEvent.Type.TabletMove and event.buttons() == Qt.MouseButton.NoButton
        eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
        pointer = self._pointer(event, 1.0 if hovering else event.pressure(), eraser)
        if event.type() == QEvent.Type.TabletPress:
            self._press(event.position(), event.button(), pointer)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position(), pointer)
        elif event.type() == QEvent.Type.TabletRelease:
            self._release(event.button(), pointer)
        else:
            return False
        event.accept()  # or Qt sends the same as a mouse event
        return True

    def _press(self, at_widget: QPointF, button: Qt.MouseButton, pointer: Pointer) -> None:
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        held = self._panning_from is not None or self._tool_button != Qt.MouseButton.NoButton
        if held or not self._canvas.has_frame:
            return
        tool_pans = isinstance(self._canvas.tool, PanTool) and button == Qt.MouseButton.LeftButton
        if button == Qt.MouseButton.MiddleButton or tool_pans or self._space:
            self._panning_from, self._pan_button, self._panned = at_widget, button, False
            self._space_used = True
            self._show_cursor()
            return
        self._tool_button = button
        self._last = pointer
        self._canvas.tool.start(pointer)

    def _move(self, at_widget: QPointF, pointer: Pointer) -> None:
        if self._panning_from is not None:
            step = at_widget - self._panning_from
            if self._panned or step.manhattanLength() >= STILL_WIDGET_PX:
                self._panned = True
                self._panning_from = at_widget
                self._canvas.pan_by(step.x(), step.y())
            return
        self._hover(pointer)

    def _release(self, button: Qt.MouseButton, pointer: Pointer) -> None:
        if self._panning_from is not None and button == self._pan_button:
            self._panning_from = None
            tool = self._canvas.tool
            if not self._panned and isinstance(tool, PanTool) and button == Qt.MouseButton.LeftButton:
                tool.picked(pointer)
        elif button == self._tool_button:
            self._tool_button = Qt.MouseButton.NoButton
            self._canvas.tool.end(pointer)
        self._show_cursor()

    def _hover(self, pointer: Pointer | None) -> None:
        self._last = pointer
        tool = self._canvas.tool
        if pointer is not None and self._tool_button != Qt.MouseButton.NoButton:
            tool.move(pointer)
        elif self._canvas.has_frame:
            tool.hover(pointer)
            self._show_cursor()
        self._canvas.pointer_moved()

    def _pointer(self, event: QSinglePointEvent, pressure: float, eraser: bool = False) -> Pointer:
        x, y = self._canvas.viewport.to_media(event.position().x(), event.position().y())
        button = event.button() if event.button() != Qt.MouseButton.NoButton else self._tool_button
        return Pointer(x, y, button, event.modifiers(), pressure, eraser)

    # Wheel and touch pad

    def _on_wheel(self, event: QWheelEvent) -> bool:
        event.accept()
        if not self._canvas.has_frame:
            return True
        turned = event.angleDelta().y() or event.angleDelta().x()  # Alt and Shift swap the axes somewhere
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier and self._canvas.tool.wheel(turned / NOTCH):
            return True
        zooming = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if event.device().type() == QInputDevice.DeviceType.TouchPad and not zooming:
            delta = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 2
            self._canvas.pan_by(delta.x(), delta.y())
            return True
        self._zoom(WHEEL_FACTOR ** (turned / NOTCH), event.position())
        return True

    def _on_native(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture or not self._canvas.has_frame:
            return False
        self._zoom(1.0 + event.value(), event.position())
        return True

    def _zoom(self, factor: float, at_widget: QPointF) -> None:
        zoom = self._canvas.viewport.zoom * factor
        if abs(zoom - 1) < 0.04:  # a wheel's steps would miss 1:1 by a hair
            zoom = 1.0
        self._canvas.zoom_to(zoom, (at_widget.x(), at_widget.y()))

    # Keys

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride:
            if self._wanted(key, event.modifiers()):
                event.accept()
                return True
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._on_key_released(key, event.isAutoRepeat())
        if event.type() != QEvent.Type.KeyPress:
            return False
        return self._on_key_pressed(key, event)

    def _wanted(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a key is the canvas's at this moment although it is a command's shortcut as well."""
        if key == Qt.Key.Key_Escape:
            return self.busy
        if key == self.held_keys.pan and _alone(key, modifiers):
            tapped = QMetaMethod.fromSignal(self._canvas.pan_key_tapped)
            return self._canvas.has_frame and self._canvas.isSignalConnected(tapped)
        if key == self.held_keys.preview and _alone(key, modifiers) and self._canvas.tool.previews:
            return self._canvas.has_frame
        return self._canvas.has_frame and self._canvas.tool.wants_key(key, modifiers)

    def _on_key_pressed(self, key: Qt.Key, event: QKeyEvent) -> bool:
        if key == Qt.Key.Key_Escape and self.busy:
            self.cancel()
            return True
        if key == self.held_keys.pan and _alone(key, event.modifiers()):
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
                self._show_cursor()
            return True
        if key == self.held_keys.bare and _alone(key, event.modifiers()):
            self._canvas.set_peeking(True)
            return True
        tool = self._canvas.tool
        if key == self.held_keys.preview and tool.previews and self._canvas.has_frame:
            if not event.isAutoRepeat():
                tool.set_previewing(True)
            return True
        if event.isAutoRepeat() or not self._canvas.has_frame:
            return False
        return tool.key(key, event.modifiers())

    def _on_key_released(self, key: Qt.Key, repeated: bool) -> bool:
        if repeated:
            return False
        if key == self.held_keys.pan and self._space:
            self._space = False
            self._show_cursor()
            if not self._space_used:
                self._canvas.pan_key_tapped.emit(None)
            return True
        if key == self.held_keys.bare:
            self._canvas.set_peeking(False)
            return True
        if key == self.held_keys.preview and self._canvas.tool.previews:
            self._canvas.tool.set_previewing(False)
            return True
        return False

    def _show_cursor(self) -> None:
        if self._panning_from is not None:
            cursor = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            cursor = Qt.CursorShape.OpenHandCursor
        elif not self._canvas.has_frame:
            cursor = Qt.CursorShape.ArrowCursor
        elif self._last is None:
            cursor = self._canvas.tool.cursor
        else:
            cursor = self._canvas.tool.cursor_at(self._last)
        if self._canvas.cursor().shape() != cursor:
            self._canvas.setCursor(cursor)


def _alone(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """No other key is down with it; Alt, Ctrl and their like are their own modifiers."""
    own = {
        Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
        Qt.Key.Key_Meta: Qt.KeyboardModifier.MetaModifier,
    }.get(key, Qt.KeyboardModifier.NoModifier)
    keypad = Qt.KeyboardModifier.KeypadModifier
    return modifiers & ~(own | keypad) == Qt.KeyboardModifier.NoModifier
