"""What this program is, what it runs on, and whose work it stands on."""

import platform
from importlib import metadata

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.controllers.models import ModelState
from desktop.dialogs.licences import LicencesDialog, licences_file
from desktop.icons import app_icon
from desktop.language import marked, tr

STANDS_ON = (
    ("SAM 2", "sam2", "Apache-2.0, Meta"),
    ("PyTorch", "torch", "BSD-3-Clause"),
    ("Qt for Python", "PySide6-Essentials", "LGPL-3.0"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("PyAV and FFmpeg", "av", marked("BSD-3-Clause; its builds of FFmpeg hold x264 and x265, GPL")),
    ("OpenCV", "opencv-python-headless", "Apache-2.0"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("pycocotools", "pycocotools", "BSD-2-Clause"),
)


def version_of(package: str) -> str:
    """The installed version of a package; empty where it is not installed as one."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


class AboutDialog(QDialog):
    """Version, model and device, licences."""

    def __init__(self, parent: QWidget, model: ModelState) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About SAMuraiVision"))
        icon = QLabel(self)
        icon.setPixmap(app_icon().pixmap(64, 64))
        icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        rows = "".join(
            f"<tr><td>{name}</td><td>{version_of(package)}</td><td>{tr(licence)}</td></tr>"
            for name, package, licence in STANDS_ON
        )
        system = tr(
            "Python {version} on {system}", version=platform.python_version(), system=platform.platform()
        )
        on = f"{model.title}, {model.device}" if model.device else tr("no model loaded yet")
        version = tr("Version {version}", version=version_of("samuraivision") or tr("from source"))
        what = tr("Annotates video with a segmenter that follows what you click.")
        model_line = tr("Model: {model}", model=on)
        text = QLabel(
            "<h2 align='center'>SAMuraiVision</h2>"
            f"<p align='center'>{version}, Apache-2.0<br>{what}</p>"
            f"<p align='center'>{model_line}<br>{system}</p>"
            f"<p>{tr('It stands on')}</p><table cellspacing='0' cellpadding='3'>{rows}</table>",
            self,
        )
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAccessibleName(tr("About SAMuraiVision"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setToolTip(tr("Close this window."))
        buttons.rejected.connect(self.reject)
        self._licences = licences_file()
        if self._licences is not None:
            more = buttons.addButton(tr("Licences"), QDialogButtonBox.ButtonRole.HelpRole)
            more.setToolTip(tr("Whose work is in this program, under which licence."))
            more.clicked.connect(self._on_licences)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.addWidget(icon)
        layout.addWidget(text)
        layout.addWidget(buttons)

    @Slot()
    def _on_licences(self) -> None:
        if self._licences is not None:
            LicencesDialog(self, self._licences).open()
