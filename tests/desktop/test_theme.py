import dataclasses
import itertools
import re

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyle

from desktop.theme import DARK, LIGHT, CalmStyle, apply_theme, load_theme, next_object_colour, object_colours
from desktop.training.style import training_sheet
from desktop.window.style import mixed, window_sheet

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISIONS = {
    "normal": np.eye(3),
    "no red": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "no green": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "no blue": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def linear(colour):
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    """As WCAG defines it."""
    lights = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) + 0.05 for c in (a, b))
    return lights[1] / lights[0]


def oklab(rgb):
    lms = np.cbrt(
        np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        )
        @ np.clip(rgb, 0, 1)
    )
    return (
        np.array(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ]
        )
        @ lms
    )


@pytest.mark.parametrize("vision", VISIONS)
def test_objects_are_told_apart_with_any_colour_vision(vision):
    seen = {c: oklab(np.array(VISIONS[vision]) @ linear(c)) for c in object_colours()}
    nearest = min(
        (float(np.linalg.norm(seen[a] - seen[b])), a, b) for a, b in itertools.combinations(seen, 2)
    )
    assert nearest[0] > 0.07, nearest


@pytest.mark.parametrize("name", [DARK, LIGHT])
def test_text_is_legible(name):
    theme = load_theme(name)
    chosen_row = mixed(theme.accent, theme.panel, 0.28)
    warning, error = mixed(theme.attention, theme.window, 0.16), mixed(theme.bad, theme.window, 0.18)
    for ground in (theme.window, theme.panel, theme.canvas, theme.button, theme.tooltip):
        assert contrast(theme.text, ground) >= 7
    for ground in (chosen_row, warning, error):
        assert contrast(theme.text, ground) >= 4.5
    for ground in (theme.window, theme.panel, theme.canvas, theme.button):
        assert contrast(theme.text_faint, ground) >= 4.5
    for ground in (theme.accent, mixed(theme.accent, theme.text, 0.85)):
        assert contrast(theme.accent_text, ground) >= 4.5
    for state in (theme.good, theme.attention, theme.bad, theme.link):
        for ground in (theme.window, theme.panel):
            assert contrast(state, ground) >= 4.5
    for ground in (theme.window, theme.panel, theme.button):
        assert contrast(theme.accent, ground) >= 3, "what is not text needs less"
    assert contrast(theme.text_disabled, theme.panel) < contrast(theme.text_faint, theme.panel)


@pytest.mark.parametrize("name", [DARK, LIGHT])
def test_the_style_sheets_colours_are_the_themes(name):
    """What is legible in the theme is so on the screen: the sheets bring no colours of their own."""
    theme = load_theme(name)
    known = {value for value in dataclasses.astuple(theme) if value.startswith("#")}
    grounds = (
        theme.accent,
        theme.attention,
        theme.bad,
        theme.panel,
        theme.window,
        theme.text,
        theme.accent_text,
    )
    known |= {
        mixed(one, other, share)
        for one, other in itertools.permutations(grounds, 2)
        for share in (0.16, 0.18, 0.28, 0.7, 0.85)
    }
    used = set(re.findall(r"#[0-9a-f]{6}\b", window_sheet(theme) + training_sheet(theme)))
    assert used
    assert used <= known


def test_colours_are_given_out_in_turn():
    used = []
    for _ in range(len(object_colours()) + 1):
        used.append(next_object_colour(used))
    assert tuple(used[:-1]) == object_colours()
    assert used[-1] == object_colours()[0]


def test_a_theme_reaches_the_palette_and_the_menu_bar_leaves_alt_alone(qapp):
    before = qapp.palette(), qapp.styleSheet()
    try:
        for name in (DARK, LIGHT):
            theme = apply_theme(qapp, name)
            assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.window
        assert CalmStyle(qapp).styleHint(QStyle.StyleHint.SH_MenuBar_AltKeyNavigation) == 0
    finally:
        qapp.setPalette(before[0])
        qapp.setStyleSheet(before[1])
        QCoreApplication.processEvents()


def test_an_unknown_theme_is_said_to_be_so():
    with pytest.raises(KeyError, match="no theme named 'pink'"):
        load_theme("pink")
