"""Settings: which model, where and how exactly it computes, and how much memory is used for what."""

import sys
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QWidget

from core.settings import RANGES, Settings, folders
from desktop.controllers.models import ModelController, ModelState, ModelStatus
from desktop.controllers.preferences import Preferences
from desktop.controllers.promotion import tuned_models
from desktop.dialogs.settings_page import SettingsPage, SettledNumber, fill, in_language
from desktop.language import marked, tr
from desktop.window.action_set import ActionSet

PRECISIONS = (
    ("auto", marked("The fastest that is safe")),
    ("float32", marked("Exact (float32)")),
    ("bfloat16", marked("Half (bfloat16)")),
)


def model_choices(chosen: str) -> list[tuple[str, str]]:
    """The models that are on this computer, by name or path, and the chosen one even where it is not."""
    from core.engine.registry import MODELS

    there = [spec for spec in MODELS.values() if spec.weights_path(folders().models).is_file()]
    choices = [(spec.name, tr(spec.title)) for spec in there]
    choices += [(str(path), tr("{name} (tuned)", name=path.stem)) for path in tuned_models()]
    if chosen not in dict(choices):
        title = tr(MODELS[chosen].title) if chosen in MODELS else Path(chosen).name
        choices.append(
            (chosen, title if Path(chosen).is_file() else tr("{name} (not on this computer)", name=title))
        )
    return choices


def device_choices(chosen: str, *, looked: bool) -> list[tuple[str, str]]:
    """The devices that torch can use here; only what is certain before torch is there."""
    choices = [("auto", tr("The best there is")), ("cpu", "CPU")]
    if looked and "torch" in sys.modules:
        from core.engine.device import graphics_devices

        choices += graphics_devices()
    if chosen not in dict(choices):
        choices.append(
            (chosen, tr("{device} (not found)", device=chosen.upper()) if looked else chosen.upper())
        )
    return choices


class SpeedPage(SettingsPage):
    """The model, the device, threads and memory."""

    title = marked("Models and Speed")
    names = ("model", "device", "precision", "threads", "frame_cache_mib", "embedding_cache")

    def __init__(
        self,
        preferences: Preferences,
        models: ModelController,
        actions: ActionSet,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(preferences, parent)
        self._models = models
        self.model = QComboBox(self)
        self.model.setAccessibleName(tr("Model"))
        self.model.setToolTip(tr("The model that answers clicks and tracks."))
        self.model.setMinimumContentsLength(24)
        manage = QPushButton(tr("Manage…"), self)
        manage.setAutoDefault(False)
        manage.setToolTip(tr("See what each model costs; download, import and remove them."))
        manage.clicked.connect(actions["model.manage"].trigger)
        both = QWidget(self)
        both.setAccessibleName(tr("Model"))
        both.setToolTip(tr("The model that answers clicks and tracks."))
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.model)
        row.addWidget(manage)
        both.setFocusProxy(self.model)
        self.device = QComboBox(self)
        self.device.setMinimumContentsLength(24)
        self.precision = QComboBox(self)
        self.precision.setMinimumContentsLength(24)
        self.threads = self._number("threads", 1, "", tr("As many as there are cores"))
        self.frames = self._number("frame_cache_mib", 64, " MiB")
        self.embeddings = self._number("embedding_cache", 1, tr(" frames"))
        self.add_row(
            tr("Model"), both, tr("Used for clicks and tracking in every project."), tr("default weights")
        )
        self._on_what = self.add_row(
            tr("Computes on"), self.device, "", tr("device gpu cuda nvidia graphics card cpu mps apple")
        )
        self.device.setToolTip(tr("The device that the model computes on."))
        self.add_row(
            tr("Precision"),
            self.precision,
            tr("Half is about a third faster where the device can do it; masks hardly differ."),
            tr("float bf16 fp16 speed exact"),
        )
        self.add_row(
            tr("Threads"),
            self.threads,
            tr("Of the CPU. Fewer can be faster while other programs are busy."),
            tr("cores cpu parallel"),
        )
        self.add_row(
            tr("Frames in memory"),
            self.frames,
            tr(
                "Frames seen lately are kept, so that stepping back to them takes no time. "
                "More helps with large videos."
            ),
            tr("cache ram decoded mib"),
        )
        self.add_row(
            tr("Clicks at once on"),
            self.embeddings,
            tr(
                "For so many frames the model keeps what it saw, so that the next click there answers at "
                "once. A frame takes under 2 MiB with the built-in model, 20 MiB with the official ones."
            ),
            tr("embedding cache memory ram"),
        )
        self.add_text(
            "",
            tr(
                "Changes take effect at once. The model is loaded again where that is needed; a run that "
                "goes on ends with what it began with."
            ),
        )
        self._numbers = [
            SettledNumber(field, name, preferences)
            for field, name in (
                (self.threads, "threads"),
                (self.frames, "frame_cache_mib"),
                (self.embeddings, "embedding_cache"),
            )
        ]
        self.model.activated.connect(self._on_model)
        self.device.activated.connect(self._on_device)
        self.precision.activated.connect(self._on_precision)
        models.state_changed.connect(self._on_state)

    def _number(self, name: str, step: int, suffix: str, least: str = "") -> QSpinBox:
        low, high = RANGES[name]
        field = QSpinBox(self)
        field.setRange(int(low), int(high))
        field.setSingleStep(step)
        field.setSuffix(suffix)
        field.setSpecialValueText(least)
        field.setKeyboardTracking(False)
        return field

    def show_settings(self, settings: Settings) -> None:
        fill(self.model, model_choices(settings.model), settings.model)
        fill(self.precision, in_language(PRECISIONS), settings.precision)
        self._show_device(settings.device)
        for number, name in zip(
            self._numbers, ("threads", "frame_cache_mib", "embedding_cache"), strict=True
        ):
            number.show(getattr(settings, name))

    def settle(self) -> None:
        for number in self._numbers:
            number.settle()

    def reset(self) -> None:
        for number in self._numbers:
            number.forget()
        before = self.preferences.settings.model
        super().reset()
        if self.preferences.settings.model != before:
            self._models.load()

    def _show_device(self, chosen: str) -> None:
        state = self._models.state
        looked = state.status in (ModelStatus.READY, ModelStatus.FAILED)
        fill(self.device, device_choices(chosen, looked=looked), chosen)
        if state.status is ModelStatus.READY:
            self._on_what.setText(tr("Now: {device}.", device=state.device))
        elif state.status is ModelStatus.LOADING:
            self._on_what.setText(tr("The model is being loaded…"))
        else:
            self._on_what.setText(tr("No model is loaded."))

    @Slot(object)
    def _on_state(self, _state: ModelState) -> None:
        self.show_settings(self.preferences.settings)

    @Slot()
    def _on_model(self) -> None:
        if self.model.currentData() != self.preferences.settings.model:
            self._models.choose(self.model.currentData())

    @Slot()
    def _on_device(self) -> None:
        self.preferences.change(device=self.device.currentData())

    @Slot()
    def _on_precision(self) -> None:
        self.preferences.change(precision=self.precision.currentData())
