"""Other words that commands are found by, and how well a command answers what was typed."""

from collections.abc import Mapping
from typing import Final

from desktop.language import tr

WORDS: Final[Mapping[str, str]] = {
    "file.open": "load import video movie clip project",
    "file.open_folder": "load images pictures sequence jpg png directory",
    "file.new": "create start fresh",
    "file.demo": "example sample tutorial try",
    "file.save": "write store autosave",
    "file.save_as": "copy duplicate backup",
    "file.export": "write save output coco davis yolo cvat labelme png mask ground truth download",
    "file.import": "read load annotations labels coco davis yolo cvat labelme png",
    "file.locate": "find missing moved media relink",
    "file.show_folder": "reveal explorer finder open containing directory",
    "file.quit": "exit leave end",
    "edit.undo": "back revert take back",
    "edit.redo": "again repeat",
    "edit.palette": "search command find action",
    "edit.settings": "preferences options configuration theme device cache memory",
    "edit.keys": "hotkeys bindings remap change settings preferences",
    "view.fit": "zoom whole reset",
    "view.actual": "zoom 100% 1:1 pixels",
    "view.zoom_in": "larger magnify",
    "view.zoom_out": "smaller",
    "view.masks": "overlay hide annotations",
    "view.outline": "contour border edge line",
    "view.loupe": "magnifier zoom glass",
    "view.opacity_up": "overlay strength alpha",
    "view.opacity_down": "overlay strength alpha see through",
    "view.timeline_fit": "zoom reset all frames",
    "view.objects": "list sidebar dock",
    "view.review": "list sidebar dock check",
    "view.full_screen": "fullscreen maximise maximize",
    "view.theme_system": "theme automatic follow appearance",
    "view.theme_light": "theme bright white day appearance",
    "view.theme_dark": "theme night black appearance",
    "go.play": "pause start stop playback",
    "go.next": "step forward advance",
    "go.previous": "step back",
    "go.next_10": "jump skip step",
    "go.previous_10": "jump skip step",
    "go.next_prompt": "click box keyframe jump",
    "go.previous_prompt": "click box keyframe jump",
    "go.next_look": "review worst uncertain doubtful check quality",
    "go.previous_look": "review worst uncertain doubtful check quality",
    "go.first": "start beginning",
    "go.last": "end finish",
    "go.frame": "jump number time timecode seek",
    "tool.pan": "hand move drag select",
    "tool.click": "point prompt positive negative segment",
    "tool.box": "rectangle bounding prompt bbox",
    "tool.brush": "paint draw pencil",
    "tool.eraser": "rubber remove delete paint",
    "tool.lasso": "freehand draw select",
    "tool.polygon": "corners points vertices draw",
    "tool.fill_hole": "gap close",
    "tool.remove_island": "speck noise blob",
    "tool.larger": "bigger size radius",
    "tool.smaller": "size radius",
    "object.add": "new create instance track",
    "object.rename": "name label title",
    "object.class": "category label type",
    "object.colour": "color palette",
    "object.visible": "hide show eye",
    "object.solo": "isolate alone hide others",
    "object.locked": "protect freeze",
    "object.overlap": "exclusive intersect",
    "object.import_classes": "categories labels names",
    "object.delete": "remove erase",
    "mask.approve": "accept confirm ok done good verify",
    "mask.flag": "mark problem reject doubt",
    "mask.draft": "unapprove reset state",
    "mask.approve_range": "accept confirm many",
    "mask.approve_on": "accept confirm all until",
    "mask.comment": "note remark text",
    "mask.clear": "delete remove erase frame",
    "mask.clear_range": "delete remove erase many",
    "mask.grow": "dilate expand bigger",
    "mask.shrink": "erode contract smaller",
    "mask.smooth": "soften round edge",
    "mask.fill_holes": "close gaps",
    "mask.remove_islands": "specks noise blobs clean",
    "mask.copy": "duplicate clipboard",
    "mask.paste": "insert clipboard",
    "track.forward": "propagate follow run infer predict segment video",
    "track.backward": "propagate follow run infer predict reverse",
    "track.step": "propagate follow few",
    "track.range": "propagate follow part section",
    "track.selected_only": "single one",
    "track.follow": "watch live show",
    "track.mark_in": "in point start trim",
    "track.mark_out": "out point stop trim",
    "track.mark_none": "clear selection",
    "track.skip_off": "every frame all skipping",
    "track.skip_auto": "automatic key frames faster skipping speed",
    "track.skip_every": "nth interval sampling skipping speed",
    "track.second_pass": "uncertain filled verify",
    "track.again": "redo repeat propagate correction",
    "track.before": "compare after old",
    "track.keep": "accept result",
    "track.drop": "discard reject revert result",
    "track.cancel": "stop abort halt",
    "model.train": "fine-tune finetune learn teach tune",
    "model.roll_back": "undo revert previous tuned",
    "model.manage": "download install weights checkpoint sam2 tiny large",
    "help.guide": "manual documentation tutorial how",
    "help.keys": "keyboard hotkeys bindings cheat sheet",
    "help.doctor": "diagnose problem gpu driver check doctor",
    "help.log": "debug errors crash report",
    "help.about": "version licence license credits",
}
"""Only what is neither in a command's name nor in its menu's."""

LETTERS: Final = 6
"""The worst rank: only the letters are there, in order."""


SHORT: Final = 3
"""Fewer letters than these are inside of too much; not so two signs of Chinese, which are a word."""


def words_of(action_id: str) -> str:
    """The other words that a command is found by."""
    words = WORDS.get(action_id, "")
    return f"{words} {told}" if words and (told := tr(words)) != words else words


def rank(
    wanted: str, name: str, *, menu: str = "", keys: str = "", words: str = "", tip: str = ""
) -> int | None:
    """How well a command answers what was typed, smaller is better; None where it does not.

    The typed words may come in any order. Beginnings of words of the name count most, then those of the
    menu and of the other words, then what is inside them or among the keys, then what is said of it, then
    the first letters of the name's words ("tf" for Track Forward), and last any letters of it in order.
    """
    wanted, name = " ".join(wanted.lower().split()), name.lower()
    typed = wanted.split()
    wide = f"{name} {menu} {words}".lower()
    if name.startswith(wanted):
        return 0
    if _begin(typed, name):
        return 1
    if _begin(typed, wide):
        return 2
    present = keys.lower().split()
    if all(_inside(part, wide) or part in present for part in typed):
        return 3
    if all(_inside(part, f"{wide} {tip.lower()}") or part in present for part in typed):
        return 4
    if "".join(word[:1] for word in name.split()).startswith(wanted.replace(" ", "")):
        return 5
    at = -1
    for letter in wanted.replace(" ", ""):
        at = name.find(letter, at + 1)
        if at < 0:
            return None
    return LETTERS


def _inside(part: str, text: str) -> bool:
    return (len(part) >= SHORT or not part.isascii()) and part in text


def _begin(typed: list[str], text: str) -> bool:
    words = text.replace("-", " ").split()
    return all(any(word.startswith(part) for word in words) for part in typed)
