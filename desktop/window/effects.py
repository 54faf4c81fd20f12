"""Settings that do something at once when they change: keys, memory, where the model computes, the log."""

from PySide6.QtCore import QObject, Slot

from core.logs.book import set_level
from core.settings import Settings
from desktop.canvas.held_keys import HeldKeys
from desktop.keymap import BARE, PAN, PREVIEW, key_of, keymap_of, keys_text
from desktop.window.parts import Parts
from desktop.window.reactions import nothing_open

OF_THE_MODEL = ("device", "precision", "threads", "embedding_cache")


class SettingsEffects(QObject):
    """Watches the settings. The theme is window/look.py's; what is only looked up needs nobody to act."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._settings = parts.preferences.settings
        parts.preferences.changed.connect(self._on_settings)
        parts.actions.keymap_changed.connect(self._on_keymap)
        parts.actions.set_keymap(keymap_of(self._settings.keys))
        self._on_keymap()

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings
        if settings.keys != before.keys:
            self._parts.actions.set_keymap(keymap_of(settings.keys))
        if settings.log_level != before.log_level:
            set_level(settings.log_level)
        reader = self._parts.opening.reader
        if settings.frame_cache_mib != before.frame_cache_mib and reader is not None:
            reader.set_cache_mib(settings.frame_cache_mib)
        if any(getattr(settings, name) != getattr(before, name) for name in OF_THE_MODEL):
            self._parts.models.load()

    @Slot()
    def _on_keymap(self) -> None:
        actions, window = self._parts.actions, self._parts.window
        pan, preview, bare = (key_of("".join(actions.keymap.keys(held)[:1])) for held in (PAN, PREVIEW, BARE))
        window.canvas.set_held_keys(HeldKeys(pan, preview, bare))
        window.status.brush.set_keys(
            *(keys_text(actions.keymap.keys(size)[:1]) for size in ("tool.smaller", "tool.larger"))
        )
        if self._parts.frames.media is None:
            window.canvas.set_guidance(nothing_open(actions))
