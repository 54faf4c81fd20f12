"""The Model menu: which models there are, which one is used, and getting another."""

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QToolButton

from core.settings import folders
from desktop.controllers.models import ModelStatus
from desktop.controllers.promotion import tuned_models
from desktop.language import marked, tr
from desktop.window.parts import Parts

MODEL_FILTER = marked("Models (*.pt *.pth *.safetensors);;All files (*)")
DEVICES = (
    ("auto", marked("Best There Is")),
    ("cuda", marked("NVIDIA GPU")),
    ("mps", marked("Apple GPU")),
    ("cpu", "CPU"),
)


class ModelMenu(QObject):
    """Fills the menu when it is about to be shown."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._menu: QMenu = parts.window.menus.model_menu
        self._menu.aboutToShow.connect(self.fill)
        parts.window.status.model_pressed.connect(self._on_button)

    @Slot()
    def fill(self) -> None:
        """List the models as they are now."""
        from core.engine.registry import MODELS
        from desktop.dialogs.model_card import size_text

        menu, settings = self._menu, self._parts.preferences.settings
        menu.clear()
        group = QActionGroup(menu)
        for spec in MODELS.values():
            there = spec.weights_path(folders().models).is_file()
            missing = (
                tr("missing") if spec.embedded else tr("download {size}", size=size_text(spec.size_bytes))
            )
            text = tr(spec.title) if there else f"{tr(spec.title)}  –  {missing}"
            action = QAction(text, menu)
            action.setCheckable(True)
            action.setChecked(settings.model == spec.name)
            action.setToolTip(
                tr("Use {name}.", name=tr(spec.title))
                if there
                else tr("{name} is not on this computer; download it.", name=tr(spec.title))
            )
            action.setData((spec.name, there or spec.embedded))
            action.triggered.connect(self._on_model)
            group.addAction(action)
            menu.addAction(action)
        tuned = tuned_models()
        if settings.model not in MODELS and Path(settings.model) not in tuned:
            tuned.append(Path(settings.model))
        for path in tuned:
            action = QAction(
                tr("{name} (tuned)", name=path.stem) if path.suffix == ".safetensors" else path.name, menu
            )
            action.setCheckable(True)
            action.setChecked(settings.model == str(path))
            action.setToolTip(tr("Use {path}.", path=path))
            action.setData((str(path), True))
            action.triggered.connect(self._on_model)
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        for action_id in ("model.train", "model.roll_back"):
            menu.addAction(self._parts.actions[action_id])
        menu.addSeparator()
        menu.addAction(self._parts.actions["model.manage"])
        other = menu.addAction(tr("&Open a Model File…"))
        other.setToolTip(tr("Use a SAM 2 checkpoint or a tuned model from a file."))
        other.triggered.connect(self._on_file)
        if self._parts.models.state.status is ModelStatus.FAILED:
            again = menu.addAction(tr("&Try Again"))
            again.setToolTip(tr("Load the model again."))
            again.triggered.connect(self._on_again)
        menu.addSeparator()
        self._add_devices(menu)

    def _add_devices(self, menu: QMenu) -> None:
        devices = menu.addMenu(tr("&Device"))
        group = QActionGroup(devices)
        for name, title in DEVICES:
            action = QAction(tr(title), devices)
            action.setCheckable(True)
            action.setChecked(self._parts.preferences.settings.device == name)
            action.setData(name)
            action.triggered.connect(self._on_device)
            group.addAction(action)
            devices.addAction(action)

    @Slot()
    def _on_model(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        name, there = action.data()
        if there:
            self._parts.models.choose(name)
            return
        from core.engine.registry import MODELS
        from desktop.dialogs.model_card import size_text

        spec = MODELS[name]
        size = f" ({size_text(spec.size_bytes)})"
        answer = QMessageBox.question(
            self._parts.window,
            tr("Download a Model"),
            tr(
                "{name} is not on this computer yet. Download it{size}? You can go on working meanwhile.",
                name=tr(spec.title),
                size=size,
            ),
        )
        if answer is QMessageBox.StandardButton.Yes:
            self._parts.models.download(name)

    @Slot()
    def _on_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._parts.window, tr("Open a Model File"), "", tr(MODEL_FILTER)
        )
        if path:
            self._parts.models.choose(path)

    @Slot()
    def _on_again(self) -> None:
        self._parts.models.load()

    @Slot()
    def _on_device(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._parts.preferences.change(device=str(action.data()))

    @Slot(object)
    def _on_button(self, button: QToolButton) -> None:
        self.fill()
        at = button.mapToGlobal(QPoint(0, 0))
        self._menu.popup(QPoint(at.x(), at.y() - self._menu.sizeHint().height()))
