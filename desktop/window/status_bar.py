"""The line at the bottom: what is shown where, and what computes."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from desktop.controllers.models import ModelState, ModelStatus
from desktop.language import tr
from desktop.window.brush_note import BrushNote

MEMORY_EVERY_MS = 2000


class StatusBar(QStatusBar):
    """Frame and time, pointer, zoom; at the right the model, the device and memory."""

    model_pressed = Signal(object)  # QToolButton, to show the menu at

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.brush = BrushNote(self)
        self.addPermanentWidget(self.brush)
        self._pointer = self._label(tr("Pointer"), tr("The pixel under the pointer: column, row."), 92)
        self._zoom = self._label(tr("Zoom"), tr("How large the frame is shown."), 56)
        self._frame = self._label(tr("Frame and time"), tr("The frame on screen and its time."), 170)
        self._model = QToolButton(self)
        self._model.setAutoRaise(True)
        self._model.setAccessibleName(tr("Model"))
        self._model.setToolTip(tr("The model that answers clicks and tracks. Press to choose another."))
        self._model.clicked.connect(self._on_model_pressed)
        self.addPermanentWidget(self._model)
        self._device = self._label(tr("Device"), tr("What the model computes on."), 0)
        self._memory = self._label(tr("Memory"), tr("What this program holds in memory."), 64)
        self._gpu = False
        self._timer = QTimer(self)
        self._timer.setInterval(MEMORY_EVERY_MS)
        self._timer.timeout.connect(self.read_memory)
        self._timer.start()

    def _label(self, name: str, tip: str, width: int) -> QLabel:
        label = QLabel(self)
        label.setAccessibleName(name)
        label.setToolTip(tip)
        label.setMinimumWidth(width)
        label.setContentsMargins(6, 0, 6, 0)
        self.addPermanentWidget(label)
        return label

    def show_frame(self, frame_index: int | None, time_text: str = "") -> None:
        """The frame on screen."""
        self._frame.setText(
            "" if frame_index is None else tr("Frame {frame}  ·  {time}", frame=frame_index, time=time_text)
        )

    def show_pointer(self, at_px: tuple[int, int] | None) -> None:
        """The pixel under the pointer."""
        self._pointer.setText("" if at_px is None else f"{at_px[0]}, {at_px[1]}")

    def show_zoom(self, zoom: float | None) -> None:
        """1 is one pixel of the frame for one of the screen."""
        self._zoom.setText("" if zoom is None else f"{zoom * 100:.0f} %")

    def show_model(self, state: ModelState) -> None:
        """The model, and the device once it is known."""
        self._gpu = state.gpu
        text = {
            ModelStatus.NONE: tr("Model not loaded yet"),
            ModelStatus.LOADING: tr("Loading model…"),
            ModelStatus.READY: state.title,
            ModelStatus.FAILED: tr("No model"),
        }[state.status]
        self._model.setText(text)
        self._device.setText(state.device)

    @property
    def model_text(self) -> str:
        return self._model.text()

    @Slot()
    def read_memory(self) -> None:
        """Show what this process holds now."""
        import psutil

        self._memory.setText(f"{psutil.Process().memory_info().rss / 2**30:.1f} GB")

    @Slot()
    def _on_model_pressed(self) -> None:
        self.model_pressed.emit(self._model)
