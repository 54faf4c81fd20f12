"""Every text of the window has a translation, and the font that comes along has its signs."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

import resources
from core.errors import MediaError
from core.wording import say
from desktop.actions import ACTIONS, MENUS
from desktop.guide import PAGES, SHORTCUTS, guide_folder, read_guide, table_keys
from desktop.language import CONTEXT, FONT, LANGUAGES, VARIABLE, counted, language_of, shown, tr, use_language
from desktop.language import without_mnemonic as plain

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "translations" / "samuraivision_zh_CN.ts"
AGAIN = "Run: python packaging/translations.py"


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """packaging/translations.py; it is no part of a package."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def chinese(qapp: QApplication, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "zh_CN")
    use_language(qapp, "system")
    yield
    monkeypatch.setenv(VARIABLE, "en")
    use_language(qapp, "system")


def test_every_text_of_the_source_is_translated(translations: ModuleType) -> None:
    assert translations.faults(TS, translations.collect()) == [], AGAIN


def test_a_text_without_a_translation_is_noticed(translations: ModuleType) -> None:
    texts = {"Nobody translated {this}": translations.Text("Nobody translated {this}")}
    assert any("Nobody translated" in line for line in translations.faults(TS, texts))


def test_an_f_string_is_refused(translations: ModuleType) -> None:
    import ast

    with pytest.raises(SystemExit, match="an f-string is not translated"):
        list(translations._texts_of(ast.parse('tr(f"{n} masks")'), "x.py"))


def test_what_is_compiled_is_what_is_translated(translations: ModuleType) -> None:
    translator = QTranslator()
    assert translator.load(str(TS.with_suffix(".qm")))
    for source, message in translations.read_ts(TS).items():
        assert translator.translate(CONTEXT, source, None, 2) == message.translations[0], AGAIN


def test_the_font_has_every_sign_of_the_translation(translations: ModuleType, qapp: QApplication) -> None:
    font = QRawFont(str(resources.path(*FONT)), 16)
    assert font.isValid()
    shown = [text for m in translations.read_ts(TS).values() for text in m.translations]
    shown += [path.read_text(encoding="utf-8") for path in (guide_folder() / "zh_CN").glob("*.md")]
    signs = {sign for text in shown for sign in text}
    missing = [s for s in sorted(signs) if ord(s) > 0x2E80 and not font.supportsCharacter(ord(s))]
    assert missing == [], "Run: packaging/han_font.py"


def test_texts_come_in_the_language_that_is_used(chinese: None) -> None:
    assert tr("Cancel") == "取消"
    assert counted(1, "{n} mask is approved.", "{n} masks are approved.") == "已通过 1 个掩码。"
    assert shown(MediaError(say("{file} holds no frame.", file="a{b}.mp4"))) == "a{b}.mp4 中没有帧。"
    assert shown("/home/someone's own words") == "/home/someone's own words"


def test_english_needs_no_file(qapp: QApplication) -> None:
    assert tr("{name} is removed.", name="Tiny") == "Tiny is removed."
    assert counted(1, "{n} mask is approved.", "{n} masks are approved.") == "1 mask is approved."
    assert counted(2, "{n} mask is approved.", "{n} masks are approved.") == "2 masks are approved."


def test_mnemonics_are_those_of_english_and_never_read_out(chinese: None) -> None:
    pairs = [(title, tr(title)) for _, title in MENUS] + [(one.english, one.text) for one in ACTIONS]
    for english, text in pairs:
        letter = english.partition("&")[2][:1].upper()
        assert (f"(&{letter})" in text) if letter else "&" not in text, text
    assert plain("打开(&O)…") == "打开…"
    assert plain("Sa&ve && Go") == "Save & Go"
    assert "(" not in "".join(one.plain_text for one in ACTIONS)


PAGES_BY_HAND = [name for name in PAGES if name != SHORTCUTS]


@pytest.mark.parametrize("name", PAGES_BY_HAND)
def test_each_page_of_the_guide_is_there_and_says_the_same(chinese: None, name: str) -> None:
    english = (guide_folder() / f"{name}.md").read_text(encoding="utf-8")
    page = (guide_folder() / "zh_CN" / f"{name}.md").read_text(encoding="utf-8")
    for what in (r"^#+ ", r"!\[[^\]]+\]\(([^)]+)\)", r"(?<!!)\[[^\]]+\]\(([^)]+)\)", r"`([^`\n]+)`"):
        ours, theirs = (re.findall(what, text, re.MULTILINE) for text in (page, english))
        assert sorted(ours) == sorted(theirs), what
    menus = {name: plain(tr(title)) for name, title in MENUS}
    there = {f"{menus[spec.menu]} > {spec.plain_text}" for spec in ACTIONS}
    named = re.findall(r"\*\*(\w+ > [^*]+)\*\*", page.replace("\n", " "))
    assert len(named) == len(re.findall(r"\*\*([A-Z]\w+ > [^*]+)\*\*", english.replace("\n", " ")))
    assert [command for command in named if command not in there] == []


def test_pictures_of_the_guide_are_those_of_english_and_as_small() -> None:
    pictures = sorted((guide_folder() / "zh_CN").glob("*.jpg"))
    assert {path.name for path in pictures} <= {path.name for path in guide_folder().glob("*.jpg")}
    assert all(path.stat().st_size <= 60_000 for path in pictures)


def test_the_guide_comes_in_the_language(chinese: None) -> None:
    pages = read_guide(table_keys)
    assert [page.name for page in pages] == list(PAGES)
    assert pages[0].title == "五分钟完成第一个视频"
    assert "| 打开 | Ctrl+O |" in pages[-1].markdown


def test_the_setting_and_the_variable_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language_of("zh_CN") == "en", "the variable of the tests comes first"
    monkeypatch.delenv(VARIABLE)
    assert [language_of(code) for code in LANGUAGES] == list(LANGUAGES)
    assert language_of("tlh") in LANGUAGES
    monkeypatch.setattr("desktop.language._of_system", lambda: iter(["de_DE", "zh_Hans_CN"]))
    assert language_of("system") == "zh_CN"
    monkeypatch.setattr("desktop.language._of_system", lambda: iter(["zh_Hant_TW", "en_GB"]))
    assert language_of("system") == "en"
