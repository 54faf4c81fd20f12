"""The guide: true to the program, complete, and found by words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence

from desktop.actions import ACTIONS, MENUS
from desktop.app import Application
from desktop.dialogs.guide import GuideDialog
from desktop.dialogs.help import ON_CANVAS, ON_TIMELINE
from desktop.guide import PAGES, SHORTCUTS, Page, guide_folder, read_guide, shortcuts_markdown

MOST_PICTURES, MOST_BYTES = 8, 60_000
PAGES_READ = read_guide()
WRITTEN = [page for page in PAGES_READ if page.name != SHORTCUTS]


def commands() -> dict[str, tuple[str, ...]]:
    """By "Menu > Command": its keys."""
    menus = {name: title.replace("&", "") for name, title in MENUS}
    return {f"{menus[spec.menu]} > {spec.plain_text}": spec.shortcuts for spec in ACTIONS}


def words(page: Page) -> str:
    """The page without line breaks inside a paragraph."""
    return re.sub(r"\s*\n\s*", " ", page.markdown)


def test_each_page_is_there_and_has_a_title() -> None:
    assert [page.name for page in PAGES_READ] == list(PAGES)
    assert len({page.title for page in PAGES_READ if page.title}) == len(PAGES)
    assert {path.stem for path in guide_folder().glob("*.md")} == set(PAGES)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page: Page) -> None:
    there = commands()
    named = re.findall(r"\*\*([A-Z]\w+ > [^*]+)\*\*", words(page))
    assert named
    assert [command for command in named if command not in there] == []
    for command, keys in re.findall(r"\*\*([A-Z]\w+ > [^*]+)\*\*:? \(`([^`]+)`\)", words(page)):
        assert keys in there[command], f"{command} has other keys"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_every_key_that_is_named_does_something(page: Page) -> None:
    known = {key for spec in ACTIONS for key in spec.shortcuts}
    known |= {key for pairs in (ON_CANVAS, ON_TIMELINE) for key, _ in pairs} | {"Shift"}
    named = [key for key in re.findall(r"`([^`]+)`", page.markdown) if not re.search(r"[.\s]\w", key)]
    assert [key for key in named if key not in known] == []


@pytest.mark.parametrize("page", PAGES_READ, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Page) -> None:
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", page.markdown):
        assert (guide_folder() / target).is_file(), target


def test_pictures_are_there_small_and_used() -> None:
    used = [name for page in PAGES_READ for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.markdown)]
    there = sorted(path.name for path in guide_folder().glob("*.jpg"))
    assert sorted(set(used)) == there
    assert len(there) <= MOST_PICTURES
    for name in there:
        path = guide_folder() / name
        assert path.stat().st_size <= MOST_BYTES, name
        assert not QImage(str(path)).isNull()


def test_the_page_of_shortcuts_is_that_of_the_command_table() -> None:
    written = (guide_folder() / f"{SHORTCUTS}.md").read_text(encoding="utf-8")
    assert written == shortcuts_markdown(), "Run: python packaging/screenshots.py --shortcuts"


@pytest.fixture
def dialog(application: Application) -> Iterator[GuideDialog]:
    application.parts.actions["help.guide"].trigger()
    dialog = application.window.findChildren(GuideDialog)[-1]
    yield dialog
    dialog.close()


def test_it_opens_at_the_first_page(dialog: GuideDialog) -> None:
    assert dialog.shown == "first-video"
    assert dialog.listed == list(PAGES)
    assert "five minutes" in dialog.page.toPlainText()


def test_keys_of_ones_own_are_in_the_text(application: Application) -> None:
    application.parts.actions["track.forward"].setShortcuts([QKeySequence("F7")])
    application.parts.actions["mask.flag"].setShortcuts([])
    dialog = GuideDialog(application.window, application.parts.actions)
    assert "Press F7: Track > Track Forward" in dialog.page.toPlainText()
    dialog.show_page("reviewing")
    assert "Mask > Flag (no key)" in dialog.page.toPlainText()
    dialog.show_page("shortcuts")
    assert "F7" in dialog.page.toPlainText()


def test_pages_are_found_by_words_and_the_words_are_marked(dialog: GuideDialog) -> None:
    dialog.search.setText("checksum official")
    assert dialog.listed == ["models"]
    assert dialog.shown == "models"
    assert len(dialog.page.extraSelections()) >= 2
    dialog._on_next()
    assert dialog.page.textCursor().selectedText().lower() == "checksum"
    dialog.search.setText("nothing has this word: xyzzy")
    assert dialog.listed == []
    assert dialog._nothing.isVisible()
    dialog.search.clear()
    assert dialog.listed == list(PAGES)
    assert dialog.shown == "models"


def test_links_go_to_pages_and_to_the_browser(dialog: GuideDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    dialog.search.setText("five minutes")
    dialog.page.anchorClicked.emit(QUrl("reviewing.md"))
    assert dialog.shown == "reviewing"
    dialog.page.anchorClicked.emit(QUrl("https://example.org/x"))
    dialog.page.anchorClicked.emit(QUrl.fromLocalFile(str(Path.home())))
    assert opened == ["https://example.org/x"]
    assert dialog.shown == "reviewing"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_pictures_fit_the_page(dialog: GuideDialog, monkeypatch: pytest.MonkeyPatch, scale: float) -> None:
    monkeypatch.setattr(dialog.page, "devicePixelRatioF", lambda: scale)
    dialog.resize(700, 500)
    image = dialog.page.loadResource(2, QUrl("first-video.jpg"))
    assert isinstance(image, QImage)
    shown = image.width() / image.devicePixelRatio()
    assert 100 < shown <= dialog.page.viewport().width()


def test_keys_that_change_while_it_is_open_change_in_it(
    application: Application, dialog: GuideDialog
) -> None:
    application.preferences.change(keys={"track.forward": ("F7",), "held.preview": ("Y",)})
    assert "Press F7: Track > Track Forward" in dialog.page.toPlainText()
    dialog.show_page("shortcuts")
    assert "Y, held" in dialog.page.toPlainText()
    application.preferences.change(keys={})
    assert dialog.shown == "shortcuts"
    assert "Q, held" in dialog.page.toPlainText()
