"""Tools on a real canvas, driven by the pointer and the keys."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from core.masks import Mask
from core.types import Box, Click
from desktop.canvas.canvas import Canvas
from desktop.canvas.layers import MaskLayer, PromptMark
from desktop.tools.box import BoxTool
from desktop.tools.brush import BrushTool, EraserTool
from desktop.tools.click import ClickTool
from desktop.tools.intents import (
    BoxDrawn,
    BoxRemoved,
    ClickAdded,
    ClickMoved,
    ClickRemoved,
    ClicksAdded,
    HoverAsked,
    HoverEnded,
    MaskPainted,
)
from desktop.tools.lasso import LassoTool
from desktop.tools.mask_edits import grow
from desktop.tools.polygon import Corner, PolygonTool, Side, hit
from desktop.tools.touch_up import FillHoleTool, RemoveIslandTool

WIDTH, HEIGHT = 400, 200
LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
PLAIN, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


class Hand:
    """A canvas at 2 widget px for each media px, and a hand that works in media px."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.intents: list[object] = []
        self.refusals: list[str] = []
        canvas.intent_made.connect(self.intents.append)
        canvas.refused.connect(self.refusals.append)

    def mouse(self, kind, x, y, button=LEFT, modifiers=PLAIN):
        at = QPointF(*self.canvas.viewport.to_widget(x, y))
        held = NONE if kind == QEvent.Type.MouseButtonRelease else button
        own = NONE if kind == QEvent.Type.MouseMove else button
        QApplication.sendEvent(
            self.canvas, QMouseEvent(kind, at, self.canvas.mapToGlobal(at), own, held, modifiers)
        )

    def hover(self, x, y):
        self.mouse(QEvent.Type.MouseMove, x, y, NONE)

    def press(self, x, y, button=LEFT, modifiers=PLAIN):
        self.mouse(QEvent.Type.MouseButtonPress, x, y, button, modifiers)

    def move(self, x, y, button=LEFT, modifiers=PLAIN):
        self.mouse(QEvent.Type.MouseMove, x, y, button, modifiers)

    def release(self, x, y, button=LEFT, modifiers=PLAIN):
        self.mouse(QEvent.Type.MouseButtonRelease, x, y, button, modifiers)

    def click(self, x, y, button=LEFT, modifiers=PLAIN):
        self.press(x, y, button, modifiers)
        self.release(x, y, button, modifiers)

    def drag(self, *path, button=LEFT, modifiers=PLAIN):
        self.press(*path[0], button, modifiers)
        for point in path[1:]:
            self.move(*point, button, modifiers)
        self.release(*path[-1], button, modifiers)

    def key(self, key, modifiers=PLAIN, kind=QKeyEvent.Type.KeyPress):
        QApplication.sendEvent(self.canvas, QKeyEvent(kind, key, modifiers))

    def select(self, mask, **changes):
        self.canvas.set_layers([MaskLayer(7, mask, "#e69f00", selected=True, **changes)])

    @property
    def painted(self):
        """The px of the only intent, which is a painted mask."""
        (intent,) = self.intents
        assert isinstance(intent, MaskPainted)
        return intent.mask.to_array()


@pytest.fixture
def hand(qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 500)
    canvas.show()
    canvas.set_frame(np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8), 0)
    canvas.zoom_to(2.0)
    return Hand(canvas)


def square(x0, y0, x1, y1):
    pixels = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)
    pixels[y0:y1, x0:x1] = True
    return Mask.from_array(pixels)


# Clicks


def test_left_is_the_object_right_and_shift_are_not(hand):
    hand.canvas.set_tool(ClickTool())
    hand.click(100.5, 50.5)
    hand.click(30, 40, RIGHT)
    hand.click(31, 41, LEFT, SHIFT)
    hand.click(-20, 10)
    assert hand.intents == [
        ClickAdded(100.5, 50.5, True),
        ClickAdded(30, 40, False),
        ClickAdded(31, 41, False),
    ]


def test_marks_of_the_selected_object_are_moved_and_removed(hand):
    hand.canvas.set_tool(ClickTool())
    hand.canvas.set_prompts(
        [
            PromptMark(7, "#e69f00", click=Click(100, 50), index=0),
            PromptMark(7, "#e69f00", click=Click(150, 50), index=1),
            PromptMark(9, "#56b4e9", click=Click(200, 50), index=0, selected=False),
        ]
    )
    hand.drag((150, 50), (160, 55), (170, 60))
    hand.click(100, 50, RIGHT)
    hand.click(100, 50)  # neither moved nor removed: nothing is meant
    hand.hover(150, 50)
    hand.key(Qt.Key.Key_Delete)
    hand.click(200, 50)  # another object's mark is no obstacle
    assert hand.intents == [
        ClickMoved(1, 170, 60),
        ClickRemoved(0),
        ClickRemoved(1),
        ClickAdded(200, 50, True),
    ]


def test_a_held_key_asks_for_a_preview_and_nothing_else(hand):
    hand.canvas.set_tool(ClickTool())
    hand.hover(10, 10)
    assert hand.intents == []
    hand.key(Qt.Key.Key_Q)
    hand.hover(20, 10)
    hand.hover(-30, 10)
    hand.key(Qt.Key.Key_Q, kind=QKeyEvent.Type.KeyRelease)
    assert hand.intents == [HoverAsked(10, 10, True), HoverAsked(20, 10, True), HoverEnded(), HoverEnded()]
    hand.hover(30, 10)
    assert len(hand.intents) == 4


# Boxes


def test_a_box_is_drawn_from_any_corner_and_cut_to_the_frame(hand):
    hand.canvas.set_tool(BoxTool())
    hand.drag((100, 80), (60, 30), (50, 20))
    hand.drag((380, 180), (440, 240))
    hand.drag((10, 10), (10.5, 40))
    assert hand.intents == [BoxDrawn(Box(50, 20, 100, 80)), BoxDrawn(Box(380, 180, 400, 200))]


def test_the_sides_of_the_box_that_is_there_can_be_dragged(hand):
    hand.canvas.set_tool(BoxTool())
    hand.canvas.set_prompts([PromptMark(7, "#e69f00", box=Box(50, 40, 150, 100))])
    hand.drag((150, 70), (160, 75), (180, 90))
    hand.drag((50, 40), (40, 30))
    hand.drag((50, 70), (200, 70))  # past the other side
    hand.hover(100, 70)
    hand.key(Qt.Key.Key_Delete)
    hand.hover(50, 70)
    hand.key(Qt.Key.Key_Delete)
    assert hand.intents == [
        BoxDrawn(Box(50, 40, 180, 100)),
        BoxDrawn(Box(40, 30, 150, 100)),
        BoxDrawn(Box(150, 40, 200, 100)),
        BoxRemoved(),
    ]


# Brush and eraser


def test_a_stroke_is_one_intent_with_the_whole_mask_and_the_changed_box(hand):
    before = square(10, 10, 30, 30)
    hand.select(before)
    hand.canvas.set_tool(BrushTool(20))
    hand.drag((100, 100), (120, 100), (150, 100))
    painted = hand.painted
    (intent,) = hand.intents
    assert (intent.name, intent.object_id) == ("Brush stroke", 7)
    assert painted[10:30, 10:30].all(), "what was there stays"
    assert painted[100, 91:159].all()
    assert not painted[100, 165]
    changed = painted ^ before.to_array()
    outside = changed.copy()
    outside[intent.changed_px.slices] = False
    assert changed.any() and not outside.any()
    assert intent.mask == Mask.from_array(painted), "encoded as any mask is"


def test_what_is_painted_is_seen_while_it_is_painted(hand):
    hand.select(None)
    hand.canvas.set_opacity(1.0)
    hand.canvas.set_tool(BrushTool(40))
    hand.press(200, 100)
    hand.move(220, 100)
    hand.move(300, 150)
    point = QPointF(*hand.canvas.viewport.to_widget(205, 105)).toPoint()
    seen = hand.canvas.grab().toImage().pixelColor(point)
    assert (seen.red(), seen.green(), seen.blue()) == (230, 159, 0)


def test_a_stroke_looks_the_same_before_and_after_it_is_kept(hand):
    hand.select(square(50, 50, 200, 150))
    hand.canvas.zoom_to(0.8)
    hand.canvas.set_tool(BrushTool(30))
    hand.drag((180, 40), (240, 100), (300, 160))
    kept = hand.canvas.grab().toImage()
    (intent,) = hand.intents
    hand.canvas.set_layers([])
    hand.select(intent.mask)
    anew = hand.canvas.grab().toImage()
    a, b = (np.array(i.constBits()).reshape(i.height(), -1).astype(int) for i in (kept, anew))
    assert np.abs(a - b).max() <= 4


def test_the_eraser_and_the_right_button_take_away(hand):
    for tool, button in ((EraserTool(10), LEFT), (BrushTool(10), RIGHT)):
        hand.intents.clear()
        hand.select(square(50, 50, 150, 150))
        hand.canvas.set_tool(tool)
        hand.drag((100, 100), (110, 100), button=button)
        assert not hand.painted[100, 100:110].any()
        assert hand.intents[0].name == "Eraser stroke"


def test_strokes_follow_on_each_other(hand):
    hand.select(None)
    hand.canvas.set_tool(BrushTool(10))
    for y in (50, 100, 150):
        hand.drag((100, y), (150, y))
        hand.canvas.update_layer(7, hand.intents[-1].mask)
    assert [np.flatnonzero(i.mask.to_array()[:, 120]).size for i in hand.intents] == [10, 20, 30]
    hand.canvas.update_layer(7, hand.intents[0].mask)  # two undone
    hand.drag((300, 20), (310, 20))
    last = hand.intents[-1].mask.to_array()
    assert last[50, 120]
    assert not last[100, 120]


def test_escape_in_a_stroke_leaves_everything_as_it_was(hand):
    hand.select(square(50, 50, 150, 150))
    before = hand.canvas.grab().toImage()
    hand.canvas.set_tool(BrushTool(30))
    hand.press(100, 100, RIGHT)
    hand.move(120, 100, RIGHT)
    hand.key(Qt.Key.Key_Escape)
    hand.release(120, 100, RIGHT)
    QApplication.sendEvent(hand.canvas, QEvent(QEvent.Type.Leave))
    assert hand.intents == []
    assert hand.canvas.grab().toImage() == before
    hand.drag((300, 100), (310, 100))
    assert hand.painted[100, 100], "what the cancelled stroke erased is there"


def test_a_stroke_that_changes_no_px_means_nothing(hand):
    hand.select(square(50, 50, 150, 150))
    hand.canvas.set_tool(BrushTool(10))
    hand.drag((100, 100), (110, 100))
    hand.canvas.set_tool(EraserTool(10))
    hand.drag((300, 100), (310, 100))
    assert hand.intents == []


def test_without_a_selected_object_a_stroke_is_for_a_new_one(hand):
    hand.canvas.set_layers([MaskLayer(1, square(0, 0, 9, 9), "#ff0000")])
    hand.canvas.set_tool(BrushTool(10))
    hand.drag((100, 100), (110, 100))
    assert hand.intents[0].object_id is None
    assert not hand.painted[5, 5]


@pytest.mark.parametrize(("state", "says"), [({"locked": True}, "locked"), ({"visible": False}, "hidden")])
@pytest.mark.parametrize("tool", [BrushTool, EraserTool, LassoTool, PolygonTool, FillHoleTool])
def test_locked_and_hidden_objects_are_not_painted_on_and_it_says_why(hand, state, says, tool):
    hand.select(square(50, 50, 150, 150), **state)
    hand.canvas.set_tool(tool())
    hand.drag((100, 100), (120, 120), (140, 100), (120, 90))
    assert hand.intents == []
    assert len(hand.refusals) == 1
    assert says in hand.refusals[0]


def test_shift_draws_a_straight_line_from_the_end_of_the_last_stroke(hand):
    hand.select(None)
    hand.canvas.set_tool(BrushTool(6))
    hand.drag((100, 50), (110, 50))
    hand.canvas.update_layer(7, hand.intents[-1].mask)
    hand.click(210, 50, LEFT, SHIFT)
    assert hand.intents[-1].mask.to_array()[50, 100:210].all()


def test_a_stroke_can_be_meant_as_a_prompt(hand):
    hand.select(square(50, 50, 60, 60))
    hand.canvas.set_tool(BrushTool(10))
    hand.drag((100, 100), (150, 100), (200, 100), modifiers=CTRL)
    hand.canvas.set_tool(EraserTool(10))
    hand.drag((10, 10), (10, 90), modifiers=CTRL)
    added, removed = hand.intents
    assert isinstance(added, ClicksAdded)
    assert [(round(c.x), round(c.y)) for c in added.clicks] == [(100 + 25 * n, 100) for n in range(5)]
    assert all(click.positive for click in added.clicks)
    assert not any(click.positive for click in removed.clicks)


def test_size_changes_by_wheel_within_bounds(hand):
    tool = BrushTool(20)
    hand.canvas.set_tool(tool)
    told = []
    hand.canvas.tool_changed.connect(told.append)
    tool.wheel(1)
    assert tool.size_px == pytest.approx(23)
    for _ in range(50):
        tool.wheel(-1)
    assert tool.size_px == 1
    tool.wheel(1)
    assert tool.size_px == 2
    for _ in range(100):
        tool.wheel(1)
    assert tool.size_px == 1000
    assert told


def test_a_pens_pressure_makes_the_stroke_finer_and_its_other_end_erases(hand):
    def tablet(kind, x, y, pressure, pointer):
        at = QPointF(*hand.canvas.viewport.to_widget(x, y))
        device = QPointingDevice(
            "pen",
            1,
            QPointingDevice.DeviceType.Stylus,
            pointer,
            QPointingDevice.Capability.Pressure,
            1,
            3,
        )
        button = NONE if kind == QEvent.Type.TabletMove else LEFT
        held = NONE if kind == QEvent.Type.TabletRelease else LEFT
        QApplication.sendEvent(
            hand.canvas,
            QTabletEvent(
                kind, device, at, hand.canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, PLAIN, button, held
            ),
        )

    pen, eraser = QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser
    hand.canvas.set_tool(BrushTool(40))
    hand.select(None)
    tablet(QEvent.Type.TabletPress, 50, 100, 0.25, pen)
    tablet(QEvent.Type.TabletMove, 100, 100, 0.25, pen)
    tablet(QEvent.Type.TabletMove, 200, 100, 1.0, pen)
    tablet(QEvent.Type.TabletRelease, 200, 100, 0.0, pen)
    painted = hand.painted
    assert painted[:, 70].sum() == pytest.approx(10, abs=2)
    assert painted[:, 198].sum() == pytest.approx(40, abs=2)
    hand.canvas.update_layer(7, hand.intents[-1].mask)
    tablet(QEvent.Type.TabletPress, 200, 100, 1.0, eraser)
    tablet(QEvent.Type.TabletRelease, 200, 100, 0.0, eraser)
    assert not hand.intents[-1].mask.to_array()[100, 200]


# Lasso and polygon


def test_the_lasso_adds_and_takes_away_what_it_goes_around(hand):
    around = [(100, 50), (200, 50), (200, 150), (100, 150)]
    hand.select(square(150, 100, 300, 180))
    hand.canvas.set_tool(LassoTool())
    hand.drag(*around)
    hand.drag(*around, button=RIGHT)
    added, taken = (intent.mask.to_array() for intent in hand.intents)
    assert added[50:150, 100:200].all() and added[170, 290]
    assert [intent.name for intent in hand.intents] == ["Lasso", "Lasso cut"]
    assert not taken[50:150, 100:200].any() and taken[170, 290]


def test_a_polygon_is_set_changed_and_filled(hand):
    hand.select(None)
    tool = PolygonTool()
    hand.canvas.set_tool(tool)
    for corner in ((100, 50), (200, 50), (200, 150), (100, 150)):
        hand.click(*corner)
    assert not tool.closed
    hand.click(100, 50)
    assert tool.closed
    hand.drag((200, 150), (240, 170))  # move one
    hand.drag((100, 100), (60, 100))  # put one into a side
    assert tool.points == ((100, 50), (200, 50), (240, 170), (100, 150), (60, 100))
    hand.click(200, 50, RIGHT)  # remove one
    assert len(tool.points) == 4
    assert hand.intents == []
    hand.key(Qt.Key.Key_Return)
    painted = hand.painted
    assert painted[100, 70] and painted[160, 220]
    assert not painted[55, 190]
    assert not hand.canvas.gesturing


def test_a_double_click_fills_an_open_polygon(hand):
    hand.select(square(0, 0, 400, 200))
    hand.canvas.set_tool(PolygonTool())
    for corner in ((100, 50), (200, 50), (200, 150)):
        hand.click(*corner)
    hand.mouse(QEvent.Type.MouseButtonDblClick, 200, 150, modifiers=SHIFT)
    assert not hand.painted[60, 180]
    assert hand.intents[0].name == "Polygon cut"


def test_backspace_takes_corners_back_and_escape_all_of_them(hand):
    tool = PolygonTool()
    hand.canvas.set_tool(tool)
    hand.click(100, 50)
    hand.click(200, 50)
    hand.key(Qt.Key.Key_Backspace)
    assert tool.points == ((100, 50),)
    hand.key(Qt.Key.Key_Escape)
    assert tool.points == ()
    hand.key(Qt.Key.Key_Return)
    assert hand.intents == []


def test_hitting_a_polygon():
    points = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)]
    assert hit(points, (2, 2), 5, closed=False) == Corner(0)
    assert hit(points, (50, 3), 5, closed=False) == Side(1)
    assert hit(points, (50, 50), 5, closed=False) is None
    assert hit(points, (50, 50), 5, closed=True) == Side(3)
    assert hit([], (0, 0), 5, closed=False) is None


# Whole masks


def test_one_press_fills_a_hole_or_removes_an_island(hand):
    pixels = square(50, 50, 150, 150).to_array()
    pixels[90:110, 90:110] = False
    pixels[20, 20] = True
    hand.select(Mask.from_array(pixels))
    hand.canvas.set_tool(FillHoleTool())
    hand.click(100, 100)
    assert hand.painted[90:110, 90:110].all()
    assert hand.intents[0].changed_px == (90, 90, 110, 110)
    hand.intents.clear()
    hand.canvas.set_tool(RemoveIslandTool())
    hand.click(20.5, 20.5)
    assert not hand.painted[20, 20]
    hand.click(300, 100)
    assert len(hand.refusals) == 1


def test_a_command_changes_the_whole_mask_as_one_intent(hand):
    hand.select(square(50, 50, 150, 150))
    assert hand.canvas.edit_selected("Grow", lambda mask_hw: grow(mask_hw, 3))
    assert hand.painted[100, 47:153].all()
    assert hand.intents[0].name == "Grow"
    hand.intents.clear()
    assert not hand.canvas.edit_selected("Nothing", lambda mask_hw: mask_hw)
    assert hand.intents == []
