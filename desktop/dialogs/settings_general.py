"""Settings: how it looks, where projects go, what a start opens."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from core.settings import HOME_VARIABLE, Settings, folders, portable_home
from desktop.controllers.preferences import Preferences
from desktop.dialogs.settings_page import SettingsPage, fill, in_language
from desktop.language import LANGUAGES, marked, tr

THEMES = (("system", marked("As the system")), ("light", marked("Light")), ("dark", marked("Dark")))
LANGUAGE_CHOICES = (("system", marked("As the system")), *LANGUAGES.items())
LOGS = (("warning", marked("Warnings only")), ("info", marked("The usual")), ("debug", marked("Everything")))
OUTLINE_PX = 1.5


def kept_text() -> str:
    """Where the settings, models and logs are, and why there."""
    where = folders()
    if portable_home() is not None and where.config.parent == portable_home():
        return tr("Portable: everything is kept in {folder}, beside the program.", folder=where.config.parent)
    return tr(
        "Settings are in {config}, models in {models}. A folder SAMuraiVision-data beside "
        "the program, or the variable {variable}, puts all of it elsewhere.",
        config=where.config,
        models=where.models,
        variable=HOME_VARIABLE,
    )


class FolderChoice(QWidget):
    """Beside the video, or a folder that is shown and can be chosen."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.where = QComboBox(self)
        self.where.setAccessibleName(tr("New projects"))
        self.where.setToolTip(tr("Where the project file of a video goes that has none yet."))
        self.folder = QLabel(self)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choose = QPushButton(tr("Choose…"), self)
        self.choose.setAutoDefault(False)
        self.choose.setToolTip(tr("Choose the folder for new projects."))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.where)
        row.addWidget(self.choose)
        row.addWidget(self.folder, 1)
        self.where.activated.connect(self._on_where)
        self.choose.clicked.connect(self.ask)

    def show_folder(self, folder: str) -> None:
        """Show what is set, "" for beside the video."""
        fill(self.where, (("", tr("Beside the video")), ("in", tr("In one folder"))), "in" if folder else "")
        self.choose.setVisible(bool(folder))
        metrics = self.folder.fontMetrics()
        self.folder.setText(metrics.elidedText(folder, Qt.TextElideMode.ElideMiddle, 260))
        self.folder.setToolTip(folder)

    @Slot()
    def _on_where(self) -> None:
        if not self.where.currentData():
            self._preferences.change(project_folder="")
        elif not self._preferences.settings.project_folder:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Ask for the folder; what is set stays where none is chosen."""
        now = self._preferences.settings.project_folder
        path = QFileDialog.getExistingDirectory(self, tr("Folder for New Projects"), now or str(Path.home()))
        if path:
            self._preferences.change(project_folder=path)
        self.show_folder(self._preferences.settings.project_folder)


class GeneralPage(SettingsPage):
    """Language, colours, masks, projects, the start, the log."""

    title = marked("General")
    names = (
        "language",
        "theme",
        "overlay_opacity",
        "outline_px",
        "project_folder",
        "reopen_last",
        "log_level",
    )

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(preferences, parent)
        self.language = QComboBox(self)
        fill(self.language, in_language(LANGUAGE_CHOICES), "system")
        self.theme = QComboBox(self)
        fill(self.theme, in_language(THEMES), "system")
        self.opacity = QSlider(Qt.Orientation.Horizontal, self)
        self.opacity.setRange(0, 100)
        self.opacity.setFixedWidth(200)
        self.outline = QCheckBox(tr("Draw a line around each mask"), self)
        self.projects = FolderChoice(preferences, self)
        self.reopen = QCheckBox(tr("Open what was open the last time"), self)
        self.log = QComboBox(self)
        fill(self.log, in_language(LOGS), "info")
        self.add_row(
            tr("Language"),
            self.language,
            tr("Of menus, windows and the guide. Counts from the next start."),
            tr("language english chinese translation"),
        )
        self.add_row(
            tr("Colours"),
            self.theme,
            tr("Light or dark surroundings."),
            tr("theme dark light system night appearance look"),
        )
        self.add_row(
            tr("Masks cover"),
            self.opacity,
            tr("How much the masks hide of the frame."),
            tr("opacity transparency"),
        )
        self.add_row(
            tr("Outlines"), self.outline, tr("Easier to see where a mask ends."), tr("edge border contour")
        )
        self.add_row(
            tr("New projects"),
            self.projects,
            tr(
                "Every change is written into the project's file as you make it; this is where that "
                "file goes. Projects that are there already stay where they are."
            ),
            tr("autosave save place location default folder directory"),
        )
        self.add_row(
            tr("At start"), self.reopen, tr("Otherwise it starts empty."), tr("reopen last project startup")
        )
        self.add_row(
            tr("Log"),
            self.log,
            tr("How much is written down for a bug report."),
            tr("debug verbose logging level"),
        )
        self.add_text(tr("Kept in"), kept_text(), tr("portable usb stick folder location home"))
        self.language.activated.connect(self._on_language)
        self.theme.activated.connect(self._on_theme)
        self.opacity.valueChanged.connect(self._on_opacity)
        self.outline.toggled.connect(self._on_outline)
        self.reopen.toggled.connect(self._on_reopen)
        self.log.activated.connect(self._on_log)

    def show_settings(self, settings: Settings) -> None:
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self.log.setCurrentIndex(self.log.findData(settings.log_level))
        self.projects.show_folder(settings.project_folder)
        for field in (self.opacity, self.outline, self.reopen):
            field.blockSignals(True)
        self.opacity.setValue(round(settings.overlay_opacity * 100))
        self.outline.setChecked(settings.outline_px > 0)
        self.reopen.setChecked(settings.reopen_last)
        for field in (self.opacity, self.outline, self.reopen):
            field.blockSignals(False)

    @Slot()
    def _on_language(self) -> None:
        self.preferences.change(language=self.language.currentData())

    @Slot()
    def _on_theme(self) -> None:
        self.preferences.change(theme=self.theme.currentData())

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self.preferences.change(overlay_opacity=percent / 100)

    @Slot(bool)
    def _on_outline(self, on: bool) -> None:
        self.preferences.change(outline_px=OUTLINE_PX if on else 0.0)

    @Slot(bool)
    def _on_reopen(self, on: bool) -> None:
        self.preferences.change(reopen_last=on)

    @Slot()
    def _on_log(self) -> None:
        self.preferences.change(log_level=self.log.currentData())
