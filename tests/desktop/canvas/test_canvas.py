import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from core.errors import MaskError
from core.masks import Mask
from core.types import Box, Click
from desktop.canvas.canvas import Canvas
from desktop.canvas.layers import MaskLayer, PromptMark
from desktop.tools.box import BoxTool
from desktop.tools.brush import BrushTool
from desktop.tools.click import ClickTool
from desktop.tools.intents import ClickAdded, ObjectPicked
from desktop.tools.pan import PanTool

WIDTH, HEIGHT = 320, 180
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


@pytest.fixture
def canvas(qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(640, 400)
    canvas.show()
    canvas.set_frame(np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8), 0)
    canvas.intents = []
    canvas.intent_made.connect(canvas.intents.append)
    return canvas


def square(x0, y0, x1, y1, size=(HEIGHT, WIDTH)):
    pixels = np.zeros(size, dtype=np.bool_)
    pixels[y0:y1, x0:x1] = True
    return Mask.from_array(pixels)


def at(canvas, x, y):
    return QPointF(*canvas.viewport.to_widget(x, y)).toPoint()


def colour(canvas, x, y):
    """The (red, green, blue) of the screen at the middle of a media px."""
    point = at(canvas, x + 0.5, y + 0.5)
    seen = canvas.grab().toImage().pixelColor(point)
    return seen.red(), seen.green(), seen.blue()


def press_key(canvas, key, modifiers=Qt.KeyboardModifier.NoModifier, kind=QKeyEvent.Type.KeyPress):
    event = QKeyEvent(kind, key, modifiers)
    QApplication.sendEvent(canvas, event)
    return event


def wheel(canvas, where, notches, modifiers=Qt.KeyboardModifier.NoModifier):
    turned = QPoint(0, round(120 * notches))
    event = QWheelEvent(
        QPointF(where),
        canvas.mapToGlobal(QPointF(where)),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_it_is_empty_calm_and_dead_to_gestures_without_a_frame(qtbot):
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.set_guidance(["Open a video", "or drop one here"])
    canvas.set_tool(ClickTool())
    with qtbot.assertNotEmitted(canvas.intent_made):
        qtbot.mouseClick(canvas, LEFT)
        wheel(canvas, QPoint(10, 10), 1)
        press_key(canvas, Qt.Key.Key_Q)
    assert not canvas.has_frame
    pixels = canvas.grab().toImage()
    middle = range(pixels.height() // 2 - 30, pixels.height() // 2 + 30)
    colours = {pixels.pixel(x, y) for x in range(pixels.width()) for y in middle}
    assert len(colours) > 1, "the guidance is drawn"


def test_a_frame_is_shown_fitted_and_the_masks_over_it(canvas):
    assert colour(canvas, 160, 90) == (90, 90, 90)
    canvas.set_outline(False)
    canvas.set_opacity(1.0)
    canvas.set_layers([MaskLayer(1, square(100, 50, 200, 120), "#ff8000", selected=True)])
    assert colour(canvas, 160, 90) == (255, 128, 0)
    assert colour(canvas, 90, 90) == (90, 90, 90)
    canvas.set_opacity(0.5)
    red, green, blue = colour(canvas, 160, 90)
    assert (red, green, blue) == pytest.approx((172, 109, 45), abs=2)


def test_layers_can_be_hidden_changed_and_taken_away(canvas):
    canvas.set_opacity(1.0)
    layer = MaskLayer(1, square(100, 50, 200, 120), "#ff0000", selected=True)
    canvas.set_layers([layer])
    canvas.update_layer(1, square(0, 0, 20, 20))
    assert colour(canvas, 160, 90) == (90, 90, 90)
    assert colour(canvas, 10, 10) == (255, 0, 0)
    canvas.update_layer(1, None)
    assert colour(canvas, 10, 10) == (90, 90, 90)
    canvas.update_layer(77, square(0, 0, 20, 20))
    assert colour(canvas, 10, 10) == (90, 90, 90), "there is no such layer"
    canvas.set_layers([MaskLayer(1, layer.mask, "#ff0000", visible=False)])
    assert colour(canvas, 160, 90) == (90, 90, 90)
    canvas.set_layers([MaskLayer(1, layer.mask, "#00ff00", selected=True)])
    assert colour(canvas, 160, 90) == (0, 255, 0), "a colour alone may change"
    canvas.set_layers([])
    assert colour(canvas, 160, 90) == (90, 90, 90)


def test_a_mask_of_another_size_is_refused_in_one_sentence(canvas):
    wrong = square(0, 0, 5, 5, size=(10, 10))
    with pytest.raises(MaskError, match="10×10 pixels and the frame 320×180"):
        canvas.set_layers([MaskLayer(1, wrong, "#ff0000")])
    with pytest.raises(MaskError):
        canvas.update_layer(1, wrong)


def test_media_of_another_size_is_fitted_and_old_masks_go(canvas):
    canvas.set_layers([MaskLayer(1, square(0, 0, 50, 50), "#ff0000")])
    canvas.zoom_to(3)
    canvas.set_frame(np.zeros((600, 200, 3), dtype=np.uint8), 0)
    assert canvas.viewport.media_wh == (200, 600)
    assert canvas.viewport.fitted
    assert colour(canvas, 10, 10) == (0, 0, 0)


def test_another_frame_of_the_same_media_keeps_the_view(canvas):
    canvas.zoom_to(3)
    before = canvas.viewport
    canvas.set_frame(np.zeros((HEIGHT, WIDTH, 3), dtype=np.uint8), 1)
    assert canvas.viewport == before
    canvas.set_frame(None, 0)
    assert not canvas.has_frame


def test_alt_shows_the_frame_alone_while_it_is_held(canvas):
    canvas.set_opacity(1.0)
    canvas.set_layers([MaskLayer(1, square(100, 50, 200, 120), "#ff0000", selected=True)])
    press_key(canvas, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    assert colour(canvas, 160, 90) == (90, 90, 90)
    press_key(canvas, Qt.Key.Key_Alt, kind=QKeyEvent.Type.KeyRelease)
    assert colour(canvas, 160, 90) == (255, 0, 0)
    canvas.set_masks_hidden(True)
    press_key(canvas, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    press_key(canvas, Qt.Key.Key_Alt, kind=QKeyEvent.Type.KeyRelease)
    assert colour(canvas, 160, 90) == (90, 90, 90), "hidden masks stay hidden when Alt is let go"


def test_a_preview_lies_over_the_masks_and_leaves_no_trace(canvas):
    canvas.set_opacity(1.0)
    canvas.set_layers([MaskLayer(1, square(100, 50, 200, 120), "#ff0000")])
    before = canvas.grab().toImage()
    canvas.set_preview(square(120, 60, 150, 100), "#0000ff")
    assert colour(canvas, 130, 80) == (0, 0, 255)
    canvas.set_preview(None)
    assert canvas.grab().toImage() == before


def test_the_wheel_zooms_at_the_cursor_and_tells_so(canvas, qtbot):
    where = QPoint(200, 150)
    before = canvas.viewport.to_media(200, 150)
    with qtbot.waitSignal(canvas.view_changed):
        wheel(canvas, where, 3)
    assert canvas.viewport.zoom > 2
    assert canvas.viewport.to_media(200, 150) == pytest.approx(before, abs=1)
    canvas.zoom_to_fit()
    assert canvas.viewport.fitted
    canvas.zoom_to(1.0)
    assert canvas.viewport.zoom == 1.0
    canvas.zoom_in()
    assert canvas.viewport.zoom == 1.5
    canvas.zoom_out()
    assert canvas.viewport.zoom == 1.0


def test_middle_button_and_space_pan_in_every_tool(canvas, qtbot):
    canvas.set_tool(ClickTool())
    for button, space in ((MIDDLE, False), (LEFT, True)):
        canvas.zoom_to(4)
        before = canvas.viewport
        if space:
            press_key(canvas, Qt.Key.Key_Space)
        qtbot.mousePress(canvas, button, pos=QPoint(300, 200))
        qtbot.mouseMove(canvas, QPoint(310, 200))
        qtbot.mouseMove(canvas, QPoint(350, 220))
        qtbot.mouseRelease(canvas, button, pos=QPoint(350, 220))
        if space:
            press_key(canvas, Qt.Key.Key_Space, kind=QKeyEvent.Type.KeyRelease)
        assert (canvas.viewport.left - before.left, canvas.viewport.top - before.top) == (50, 20)
    assert canvas.intents == []


def test_space_is_the_windows_shortcut_unless_it_listens_to_taps(canvas, qtbot):
    override = QKeyEvent.Type.ShortcutOverride
    event = press_key(canvas, Qt.Key.Key_Space, kind=override)
    event.setAccepted(False)
    QApplication.sendEvent(canvas, event)
    assert not event.isAccepted()
    taps = []
    canvas.pan_key_tapped.connect(taps.append)
    assert press_key(canvas, Qt.Key.Key_Space, kind=override).isAccepted()
    press_key(canvas, Qt.Key.Key_Space)
    press_key(canvas, Qt.Key.Key_Space, kind=QKeyEvent.Type.KeyRelease)
    assert len(taps) == 1
    press_key(canvas, Qt.Key.Key_Space)
    qtbot.mouseClick(canvas, LEFT, pos=QPoint(300, 200))
    press_key(canvas, Qt.Key.Key_Space, kind=QKeyEvent.Type.KeyRelease)
    assert len(taps) == 1, "that was a pan, not a tap"


def test_escape_belongs_to_a_gesture_and_to_the_window_without_one(canvas, qtbot):
    canvas.set_tool(BoxTool())
    override = QKeyEvent.Type.ShortcutOverride
    event = QKeyEvent(override, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    event.setAccepted(False)
    QApplication.sendEvent(canvas, event)
    assert not event.isAccepted()
    qtbot.mousePress(canvas, LEFT, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(200, 200))
    assert canvas.gesturing
    QApplication.sendEvent(canvas, event)
    assert event.isAccepted()
    press_key(canvas, Qt.Key.Key_Escape)
    assert not canvas.gesturing
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(200, 200))
    assert canvas.intents == []


@pytest.mark.parametrize("change", ["frame", "tool"])
def test_a_gesture_does_not_outlive_its_frame_or_tool(canvas, qtbot, change):
    canvas.set_tool(BrushTool(10))
    qtbot.mousePress(canvas, LEFT, pos=QPoint(300, 200))
    qtbot.mouseMove(canvas, QPoint(330, 200))
    if change == "frame":
        canvas.set_frame(np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8), 1)
    else:
        canvas.set_tool(PanTool())
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(330, 200))
    assert canvas.intents == []
    assert colour(canvas, 150, 85) == (90, 90, 90)


def test_what_is_under_the_pointer_is_told(canvas, qtbot):
    seen = []
    canvas.hovered_px.connect(seen.append)
    qtbot.mouseMove(canvas, at(canvas, 20.5, 30.5))
    qtbot.mouseMove(canvas, QPoint(1, 1))
    assert (20, 30) in seen
    assert seen[-1] is None


def test_the_pan_tool_picks_the_topmost_visible_object(canvas, qtbot):
    canvas.set_tool(PanTool())
    canvas.set_layers(
        [
            MaskLayer(1, square(0, 0, 100, 100), "#ff0000"),
            MaskLayer(2, square(50, 50, 150, 150), "#00ff00"),
            MaskLayer(3, square(50, 50, 150, 150), "#0000ff", visible=False),
        ]
    )
    for x, y in ((75, 75), (20, 20), (300, 20)):
        qtbot.mouseClick(canvas, LEFT, pos=at(canvas, x, y))
    assert canvas.intents == [ObjectPicked(2), ObjectPicked(1)]


def test_prompts_are_drawn_where_they_are_and_hide_with_the_masks(canvas):
    before = canvas.grab().toImage()
    canvas.set_prompts(
        [
            PromptMark(1, "#e69f00", click=Click(100, 100)),
            PromptMark(1, "#e69f00", click=Click(200, 100, positive=False), index=1),
            PromptMark(2, "#56b4e9", box=Box(20, 20, 80, 80), selected=False),
        ]
    )
    after = canvas.grab().toImage()
    for x, y in ((100, 100), (200, 100), (20, 50)):
        point = at(canvas, x, y)
        assert before.pixelColor(point) != after.pixelColor(point)
    canvas.set_masks_hidden(True)
    assert canvas.grab().toImage().pixelColor(at(canvas, 100, 100)) == before.pixelColor(at(canvas, 100, 100))


def test_the_loupe_shows_what_is_under_the_pointer(canvas, qtbot):
    frame = np.zeros((HEIGHT, WIDTH, 3), dtype=np.uint8)
    frame[90:110, 150:170] = (255, 0, 0)
    canvas.set_frame(frame, 0)
    canvas.set_loupe(True)
    qtbot.mouseMove(canvas, at(canvas, 160, 100))
    corner = canvas.grab().toImage().pixelColor(640 - 12 - 84 - 40, 12 + 84 - 40)
    assert corner.red() > 200


def test_it_paints_at_any_scaling_of_the_screen(canvas, monkeypatch):
    """At a scaling of 1.5 the pictures are made for the screen's px, not the widget's."""
    monkeypatch.setattr(Canvas, "devicePixelRatioF", lambda _canvas: 1.5)
    canvas.resize(600, 400)
    canvas.grab()
    assert canvas.viewport.view_wh == (900, 600)
    canvas.zoom_to(1.0)
    x0, _ = canvas.viewport.to_widget(0, 0)
    x1, _ = canvas.viewport.to_widget(3, 0)
    assert x1 - x0 == pytest.approx(2.0)


def test_a_click_lands_on_the_px_that_was_clicked(canvas, qtbot):
    canvas.set_tool(ClickTool())
    canvas.zoom_to(8)
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, 160.5, 90.5))
    (intent,) = canvas.intents
    assert isinstance(intent, ClickAdded)
    assert (int(intent.x), int(intent.y)) == (160, 90)


@pytest.mark.parametrize("zoom", [0.7, 1.0, 3.0, 12.0])
def test_a_panned_view_is_what_a_fresh_one_would_be(canvas, zoom):
    rng = np.random.default_rng(0)
    canvas.set_frame(rng.integers(0, 255, (HEIGHT, WIDTH, 3), dtype=np.uint8), 0)
    canvas.set_layers([MaskLayer(1, square(100, 50, 200, 120), "#e69f00", selected=True)])
    canvas.zoom_to(zoom)
    for dx, dy in ((7, 3), (-30, 40), (200, -90), (-5, 0), (1e5, 0), (-90, 8)):
        canvas.pan_by(dx, dy)
        if dx < 0:
            canvas.update_layer(1, square(90, 50, 200 + int(dx), 120))
        canvas.pan_by(1, 1)
        panned = canvas.grab().toImage()
        canvas._picture.view_changed(canvas.viewport)
        fresh = canvas.grab().toImage()
        a, b = (np.array(i.constBits()).reshape(i.height(), -1).astype(int) for i in (panned, fresh))
        assert np.abs(a - b).max() <= 4
