"""pyqtgraph finds all of Qt, and only what is used is made."""

import pytest
from PySide6 import QtWidgets

from desktop.plots import pg


def test_a_name_is_fetched_when_it_is_used() -> None:
    copies = pg.Qt.QtWidgets
    assert "QWizardPage" not in vars(copies)
    assert copies.QWizardPage is QtWidgets.QWizardPage
    assert "QWizardPage" in vars(copies)


def test_a_name_that_qt_lacks_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = pg.Qt.QtCore.QNothingLikeThat


def test_what_pyqtgraph_asks_of_qts_version_is_answered() -> None:
    assert pg.Qt.VERSION_INFO.startswith("PySide6 6.")
    assert pg.Qt.QT_LIB == "PySide6"
