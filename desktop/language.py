"""The language of the window.

Every text that a person reads goes through this module, tool tips and accessible names included::

    tr("Open a Video")                                   a text
    tr("{file} was exported.", file=path.name)           with values: named, never an f-string
    tr("{share:.0%} of {name}", share=0.3, name=name)    formatted by the rules of str.format
    counted(n, "{n} mask", "{n} masks")                  a number of things: the English singular and plural
    TITLE = marked("Export")   …   tr(TITLE)             a text in a table at module level or in a class:
                                                         marked where it stands, translated when it is shown
    shown(error), shown(step.name)                       what core said: errors, notes, names of steps

The English text is the key, and a literal: packaging/translations.py collects what stands in these calls,
in core's `say` and `marked`, and in the rows of desktop/actions/ into resources/translations/*.ts for Qt
Linguist, and a test fails while a text has no translation. A whole sentence is one text; one put together
from pieces cannot be translated. What is compared, stored or logged stays English: translate at the moment of
showing. A step of the history is named in English too: `say("Delete {name}", name=item.name)`.

Texts are translated when a widget is built, so the language is chosen once, before any; a change of the
setting counts from the next start.
"""

import os
import re
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

import resources
from core.wording import Wording, marked

__all__ = [
    "LANGUAGES",
    "counted",
    "language_in_use",
    "language_of",
    "marked",
    "shown",
    "tr",
    "use_language",
]

CONTEXT: Final = "SAMuraiVision"
"""The one context of all texts: the same English text has the same translation everywhere."""

LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}
"""Every language that there is, by its code, each named in itself."""

VARIABLE: Final = "SAMURAIVISION_LANGUAGE"
"""Environment variable that, where set, is the language whatever the settings say."""

_MNEMONIC: Final = re.compile(r"\s?\(&\w\)|&(?!&)")
"""In an English text, or as a Chinese one has it: "打开(&O)"."""

FONT_FAMILY: Final = "SAMuraiVision Han"
FONT: Final = ("fonts", "SAMuraiVisionHan-Regular.ttf")


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the window, with its values put in."""
    found = QCoreApplication.translate(CONTEXT, text)
    return found.format(**values) if values else found


def counted(n: int, one: str, many: str, /, **values: object) -> str:
    """The text for a number of things, which stands in it as `{n}`. `many` is what is translated."""
    found = QCoreApplication.translate(CONTEXT, many, None, n)
    if found == many and n == 1:
        found = one
    return found.format(n=n, **values)


def shown(said: object) -> str:
    """What core said, in the language of the window: an error, or a text; as it is where it cannot be."""
    if isinstance(said, BaseException):
        said = said.args[0] if said.args else str(said)
    if isinstance(said, Wording):
        values = said.values.items()
        again = {name: shown(v) if isinstance(v, Wording | BaseException) else v for name, v in values}
        return tr(said.template, **again)
    text = str(said)
    return tr(text) if text else text


def language_in_use() -> str:
    """The code of the language that the window speaks."""
    app = QCoreApplication.instance()
    return str((app.property(CONTEXT) if app is not None else None) or "en")


def without_mnemonic(text: str) -> str:
    """What a menu or a button says."""
    return _MNEMONIC.sub("", text)


def language_of(wanted: str) -> str:
    """The language for a setting: that one, or for "system" the first of the system's that there is."""
    wanted = os.environ.get(VARIABLE) or wanted
    if wanted in LANGUAGES:
        return wanted
    for code in _of_system():
        if code.startswith("zh") and not re.search("Hant|TW|HK|MO", code):
            return "zh_CN"
        if code.startswith("en"):
            break
    return "en"


def use_language(app: QCoreApplication, wanted: str) -> str:
    """Translate everything from now on; before any widget is built. Returns the language's code.

    Qt's own texts (buttons of message boxes, the file dialog) come from Qt's own translation.
    """
    code = language_of(wanted)
    app.setProperty(CONTEXT, code)
    for before in app.findChildren(QTranslator, CONTEXT):
        app.removeTranslator(before)
        before.deleteLater()
    if code != "en":
        QLocale.setDefault(QLocale(code))
        _install(app, f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        _install(app, f"samuraivision_{code}", str(resources.path("translations")))
    _have_chinese_font()
    return code


def _have_chinese_font() -> None:
    """Where the system has no font for Chinese, use the one that comes with the program for its signs."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    usual = QGuiApplication.font().family()
    if FONT_FAMILY not in QFontDatabase.families():
        QFontDatabase.addApplicationFont(str(resources.path(*FONT)))
    if FONT_FAMILY not in QFont.substitutes(usual):
        QFont.insertSubstitution(usual, FONT_FAMILY)


def _install(parent: QObject, name: str, folder: str) -> None:
    translator = QTranslator(parent)
    translator.setObjectName(CONTEXT)
    if translator.load(name, folder):
        QCoreApplication.installTranslator(translator)


def _of_system() -> Iterator[str]:
    """The languages of this user, the dearest first, as "zh_Hans_CN"."""
    for name in QLocale.system().uiLanguages():
        yield name.replace("-", "_")
