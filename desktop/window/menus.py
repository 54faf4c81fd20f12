"""The menu bar, made from the command table, and the two menus whose entries change."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.actions import MENUS
from desktop.language import tr
from desktop.theme import CalmStyle
from desktop.window.action_set import ActionSet


class Menus(QObject):
    """`recent_chosen` carries a path; `model_menu` is filled by window/model_menu.py."""

    recent_chosen = Signal(object)  # str
    recent_cleared = Signal()

    def __init__(self, window: QMainWindow, actions: ActionSet) -> None:
        super().__init__(window)
        bar = window.menuBar()
        bar.setStyle(CalmStyle(bar))
        self.by_name: dict[str, QMenu] = {}
        for name, title in MENUS:
            menu = bar.addMenu(tr(title))
            menu.setToolTipsVisible(True)
            self.by_name[name] = menu
        self.recent_menu = QMenu(tr("Open &Recent"), window)
        self.recent_menu.setToolTipsVisible(True)
        for spec, action in actions.all():
            menu = self.by_name[spec.menu]
            if spec.section:
                menu.addSeparator()
            menu.addAction(action)
            if spec.id == "file.open_folder":
                menu.addMenu(self.recent_menu)

    @property
    def model_menu(self) -> QMenu:
        return self.by_name["model"]

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer these projects, the latest first."""
        self.recent_menu.clear()
        self.recent_menu.setEnabled(bool(paths))
        names = [Path(path).name for path in paths]
        for at, path in enumerate(paths):
            name = names[at]
            text = name if names.count(name) == 1 else f"{name}  –  {Path(path).parent.name}"
            number = f"&{at + 1}  " if at < 9 else "     "
            action = QAction(number + text.replace("&", "&&"), self.recent_menu)
            action.setToolTip(path)
            action.setData(path)
            action.triggered.connect(self._on_recent)
            self.recent_menu.addAction(action)
        if paths:
            self.recent_menu.addSeparator()
            clear = self.recent_menu.addAction(tr("&Clear This List"))
            clear.setToolTip(tr("Forget these names; the projects stay."))
            clear.triggered.connect(self.recent_cleared)

    @Slot()
    def _on_recent(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.recent_chosen.emit(str(sender.data()))
