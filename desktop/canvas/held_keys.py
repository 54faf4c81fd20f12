"""The keys that do something on the canvas for as long as they are held."""

from dataclasses import dataclass

from PySide6.QtCore import Qt


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """`pan`: a drag moves the view. `preview`: what a click here would give. `bare`: no masks.

    `Qt.Key.Key_unknown` where there is no such key.
    """

    pan: Qt.Key = Qt.Key.Key_Space
    preview: Qt.Key = Qt.Key.Key_Q
    bare: Qt.Key = Qt.Key.Key_Alt
