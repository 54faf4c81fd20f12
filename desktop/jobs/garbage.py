"""Python's cyclic garbage collection, on the GUI thread alone.

Left to itself it runs in whichever thread allocates, a lane's among them, and there it may free a widget,
which Qt answers with a crash. So it is switched off, and done here, little by little.
"""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 500


class GuiGarbage(QObject):
    """From `start` to `stop`, cyclic garbage is collected on this object's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Take over from Python."""
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Leave it to Python again, if it was Python's."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    @Slot(object)
    def freeze(self, _why: object = None) -> None:
        """What is there now stays (modules, models): later collections need not look at it."""
        gc.collect()
        gc.freeze()

    @Slot()
    def collect(self) -> None:
        """Collect the oldest generation that is due, by Python's own thresholds."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
