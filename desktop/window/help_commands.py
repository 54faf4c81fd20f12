"""The windows of the Help menu, and the one that keeps the models; each is made when it is wanted."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from core.settings import folders
from desktop.dialogs.crash import no_browser_text
from desktop.window.message_bar import MessageBar
from desktop.window.parts import Parts

Shown = TypeVar("Shown", bound=QDialog)


class HelpCommands(QObject):
    """What the commands of the Help menu do. A window that is open already comes to the front."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts

    def table(self) -> dict[str, Callable[[], object]]:
        """The commands by id."""
        return {
            "model.manage": self.show_models,
            "help.guide": self.show_guide,
            "help.keys": self.show_keys,
            "help.doctor": self.show_doctor,
            "help.log": lambda: show_folder(self._parts.window.message_bar, folders().logs),
            "help.about": self.show_about,
        }

    def show_models(self) -> None:
        """Manage Models."""
        from desktop.controllers.shelf import ShelfController
        from desktop.dialogs.models import ModelsDialog

        p = self._parts

        def make() -> ModelsDialog:
            shelf = ShelfController(p.lanes.engine, p.lanes.io, p.models, p.preferences)
            dialog = ModelsDialog(p.window, shelf, p.models)
            shelf.setParent(dialog)
            return dialog

        self._show(ModelsDialog, make)

    def show_guide(self) -> None:
        """The guide, at its first page."""
        from desktop.dialogs.guide import GuideDialog

        self._show(GuideDialog, lambda: GuideDialog(self._parts.window, self._parts.actions))

    def show_keys(self) -> None:
        """Every command with its keys."""
        from desktop.dialogs.help import HelpDialog

        self._show(HelpDialog, lambda: HelpDialog(self._parts.window, self._parts.actions))

    def show_doctor(self) -> None:
        """Check This Computer."""
        from desktop.dialogs.doctor import DoctorDialog
        from desktop.training.curves import theme_of

        window = self._parts.window
        self._show(DoctorDialog, lambda: DoctorDialog(window, self._parts.lanes.io, theme_of(window)))

    def show_about(self) -> None:
        """Version, licences, and what it runs on."""
        from desktop.dialogs.about import AboutDialog

        self._show(AboutDialog, lambda: AboutDialog(self._parts.window, self._parts.models.state))

    def _show(self, kind: type[Shown], make: Callable[[], Shown]) -> None:
        there = next((dialog for dialog in self._parts.window.findChildren(kind) if dialog.isVisible()), None)
        if there is None:
            make().open()
        else:
            there.raise_()
            there.activateWindow()


def show_folder(bar: MessageBar, folder: Path) -> None:
    """Show a folder in the system's own file browser, or say where it is if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        bar.show_message(no_browser_text(folder))
