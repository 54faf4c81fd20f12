"""The user guide: Markdown pages in resources/guide; that of the shortcuts is made from the command table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import resources
from desktop.actions import ACTIONS, MENUS
from desktop.dialogs.help import LEGEND, ON_CANVAS, ON_TIMELINE

PAGES: Final = (
    "first-video",
    "correcting",
    "reviewing",
    "skipping",
    "exporting",
    "training",
    "models",
    "shortcuts",
)
SHORTCUTS: Final = "shortcuts"

KeysText = Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `name` is its file's without the ending; `title` its first heading."""

    name: str
    title: str
    markdown: str

    def has(self, words: str) -> bool:
        """Whether all the words are on the page, in whatever case."""
        text = self.markdown.lower()
        return all(word in text for word in words.lower().split())


def guide_folder() -> Path:
    """Where the pages and their pictures are."""
    return resources.path("guide")


def read_guide(keys_text: KeysText | None = None) -> list[Page]:
    """All pages in order. `keys_text` writes shortcuts as this system does; without it as in the table."""
    pages = []
    for name in PAGES:
        if name == SHORTCUTS and keys_text is not None:
            markdown = shortcuts_markdown(keys_text)
        else:
            markdown = (guide_folder() / f"{name}.md").read_text(encoding="utf-8")
        pages.append(Page(name, _title(markdown), markdown))
    return pages


def _title(markdown: str) -> str:
    found = re.search(r"^# (.+)$", markdown, re.MULTILINE)
    return found[1].strip() if found else ""


def plain_keys(shortcuts: Sequence[str]) -> str:
    """Shortcuts as the table has them: "Ctrl+O or F2"."""
    return " or ".join(shortcuts)


def shortcuts_markdown(keys_text: KeysText = plain_keys) -> str:
    """The page of shortcuts: every command that has keys, by menu, and what mouse and timeline do."""
    palette = keys_text(_keys_of("edit.palette"))
    intro = (
        "Every command with keys. The commands without keys are in the menus too; **Edit > Find a Command** "
        f"(`{palette}`) finds any of them by its name."
    )
    lines = ["# Shortcuts", "", intro, ""]
    for menu, title in MENUS:
        rows = [
            (spec.plain_text, keys_text(spec.shortcuts), spec.tooltip)
            for spec in ACTIONS
            if spec.menu == menu and spec.shortcuts
        ]
        if rows:
            lines += _table(title.replace("&", ""), ("Command", "Keys", "What it does"), rows)
    for title, pairs in (
        ("On the canvas", ON_CANVAS),
        ("On the timeline", ON_TIMELINE),
        ("What the timeline shows", LEGEND),
    ):
        lines += _table(title, ("What", "Means"), [tuple(pair) for pair in pairs])
    return "\n".join(lines).rstrip() + "\n"


def _keys_of(action_id: str) -> tuple[str, ...]:
    return next(spec.shortcuts[:1] for spec in ACTIONS if spec.id == action_id)


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return [f"## {title}", "", line(head), line(["---"] * len(head)), *(line(row) for row in rows), ""]
