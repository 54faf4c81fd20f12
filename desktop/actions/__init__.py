"""Every command of the application in one table, a file for each menu.

Menus, shortcuts, tool tips, the command palette and the help page are all made from it.
"""

from typing import Final

from desktop.actions.edit import EDIT
from desktop.actions.file import FILE
from desktop.actions.go import GO
from desktop.actions.help import HELP
from desktop.actions.mask import MASK
from desktop.actions.model import MODEL
from desktop.actions.object import OBJECT
from desktop.actions.spec import ActionSpec
from desktop.actions.tool import TOOL
from desktop.actions.track import TRACK
from desktop.actions.view import VIEW
from desktop.language import marked

__all__ = ["ACTIONS", "MENUS", "ActionSpec"]

MENUS: Final = (
    ("file", marked("&File")),
    ("edit", marked("&Edit")),
    ("view", marked("&View")),
    ("go", marked("&Go")),
    ("tool", marked("&Tool")),
    ("object", marked("&Object")),
    ("mask", marked("&Mask")),
    ("track", marked("T&rack")),
    ("model", marked("Mo&del")),
    ("help", marked("&Help")),
)
"""The menus by the part of a command's id before the dot, and their titles."""

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *FILE,
    *EDIT,
    *VIEW,
    *GO,
    *TOOL,
    *OBJECT,
    *MASK,
    *TRACK,
    *MODEL,
    *HELP,
)
