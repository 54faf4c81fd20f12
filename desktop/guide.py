"""The user guide: Markdown pages in resources/guide; that of the shortcuts is made from the command table.

A folder named by its code holds the pages and pictures of another language.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import resources
from desktop.actions import ACTIONS, MENUS
from desktop.actions.spec import ActionSpec
from desktop.dialogs.help import LEGEND, ON_CANVAS, ON_TIMELINE, Pairs, in_language
from desktop.language import language_in_use, tr, without_mnemonic

PAGES: Final = (
    "first-video",
    "correcting",
    "reviewing",
    "skipping",
    "exporting",
    "training",
    "models",
    "settings",
    "shortcuts",
)
SHORTCUTS: Final = "shortcuts"

KeysOf: TypeAlias = Callable[[ActionSpec], Sequence[str]]
"""The keys of a command as this system writes them; empty where it has none."""


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


def guide_file(name: str) -> Path:
    """A page or a picture in the language of the window, in English where there is none."""
    translated = guide_folder() / language_in_use() / name
    return translated if translated.is_file() else guide_folder() / name


def read_guide(keys_of: KeysOf | None = None, canvas: Pairs = ON_CANVAS) -> list[Page]:
    """All pages in order; with `keys_of`, with the keys that this user has in place of the table's.

    `canvas`: what pointer and keys do on the canvas.
    """
    pages = []
    for name in PAGES:
        if name == SHORTCUTS and keys_of is not None:
            markdown = shortcuts_markdown(keys_of, canvas)
        else:
            markdown = guide_file(f"{name}.md").read_text(encoding="utf-8")
            if keys_of is not None:
                markdown = _with_keys(markdown, keys_of)
        pages.append(Page(name, _title(markdown), markdown))
    return pages


def _title(markdown: str) -> str:
    found = re.search(r"^# (.+)$", markdown, re.MULTILINE)
    return found[1].strip() if found else ""


def _with_keys(markdown: str, keys_of: KeysOf) -> str:
    """Every key that is named, as the user has it."""
    owners = {key: spec for spec in ACTIONS for key in spec.shortcuts}

    def own(found: re.Match[str]) -> str:
        spec = owners.get(found[1])
        if spec is None:
            return found[0]
        keys = keys_of(spec)
        return f"`{keys[0]}`" if keys else f"`{tr('no key')}`"

    return re.sub(r"`([^`\n]+)`", own, markdown)


def table_keys(spec: ActionSpec) -> Sequence[str]:
    """The keys as the table has them."""
    return spec.shortcuts


def shortcuts_markdown(keys_of: KeysOf = table_keys, canvas: Pairs = ON_CANVAS) -> str:
    """The page of shortcuts: every command that has keys, by menu, and what mouse and timeline do."""
    palette = tr(" or ").join(next(keys_of(spec) for spec in ACTIONS if spec.id == "edit.palette"))
    intro = tr(
        "Every command with keys. The commands without keys are in the menus too; **Edit > "
        "Find a Command** (`{palette}`) finds any of them by its name, and **Edit > Keyboard "
        "Shortcuts** gives them other keys.",
        palette=palette,
    )
    lines = ["# " + tr("Shortcuts"), "", intro, ""]
    for menu, title in MENUS:
        rows = [
            (spec.plain_text, tr(" or ").join(keys), spec.tooltip)
            for spec in ACTIONS
            if spec.menu == menu and (keys := keys_of(spec))
        ]
        if rows:
            lines += _table(
                without_mnemonic(tr(title)), (tr("Command"), tr("Keys"), tr("What it does")), rows
            )
    for title, pairs in (
        (tr("On the canvas"), canvas),
        (tr("On the timeline"), in_language(ON_TIMELINE)),
        (tr("What the timeline shows"), in_language(LEGEND)),
    ):
        lines += _table(title, (tr("What"), tr("Means")), [tuple(pair) for pair in pairs])
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    return [f"## {title}", "", line(head), line(["---"] * len(head)), *(line(row) for row in rows), ""]
