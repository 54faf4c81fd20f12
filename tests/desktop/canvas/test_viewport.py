import pytest

from desktop.canvas.rect import EMPTY, Rect, rect_around
from desktop.canvas.viewport import MAX_ZOOM, MIN_ZOOM, STOPS, Viewport

HD = Viewport((1920, 1080), (1200, 800)).fit()


def test_fitting_shows_all_of_the_media_in_the_middle():
    shown = HD.media_view_rect
    assert shown.x0 == pytest.approx(1200 - shown.x1, abs=1)
    assert shown.y0 == pytest.approx(800 - shown.y1, abs=1)
    assert shown.x0 == 12, "the margin on the tighter side"
    assert shown.cut(HD.view_rect) == shown


@pytest.mark.parametrize("dpr", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("zoom", [0.1, 1.0, 3.7, 64.0])
def test_widget_and_media_px_convert_back_and_forth(dpr, zoom):
    viewport = Viewport((1920, 1080), (1600, 900), dpr).zoomed(zoom)
    x, y = viewport.to_media(*viewport.to_widget(123.25, 456.5))
    assert (x, y) == pytest.approx((123.25, 456.5))


def test_the_px_under_the_cursor_stays_there_while_zooming():
    at = (700.0, 300.0)
    before = HD.to_media(*at)
    viewport = HD
    for _ in range(12):
        viewport = viewport.zoomed(viewport.zoom * 1.25, at)
        assert viewport.to_widget(*before) == pytest.approx(at, abs=1)
    assert viewport.zoom == pytest.approx(HD.zoom * 1.25**12)


def test_one_to_one_means_the_screens_own_px():
    viewport = Viewport((1920, 1080), (2400, 1600), 2.0).zoomed(1.0)
    assert viewport.scale == 0.5
    x0, _ = viewport.to_widget(100, 0)
    x1, _ = viewport.to_widget(102, 0)
    assert x1 - x0 == 1.0


def test_zoom_is_bounded_and_stops_are_visited_in_order():
    assert HD.zoomed(1e9).zoom == MAX_ZOOM
    assert HD.zoomed(0).zoom == MIN_ZOOM
    viewport = Viewport((100, 100), (300, 300)).zoomed(STOPS[0])
    visited = [viewport.zoom]
    while viewport.zoom < MAX_ZOOM:
        viewport = viewport.zoomed(viewport.next_stop(1))
        visited.append(viewport.zoom)
    assert visited == list(STOPS)
    assert viewport.next_stop(1) == MAX_ZOOM
    assert HD.zoomed(1.0).next_stop(-1) == 2 / 3


def test_the_media_cannot_be_lost_by_panning():
    for dx, dy in ((1e6, 0), (-1e6, 0), (0, 1e6), (0, -1e6)):
        viewport = HD.zoomed(4).panned(dx, dy)
        assert not viewport.media_view_rect.grown(1).cut(Rect(600, 400, 601, 401)).is_empty


def test_fitted_media_stays_fitted_when_the_canvas_changes_but_a_chosen_view_stays():
    assert HD.resized((600, 400)).fitted
    assert HD.resized((600, 400)).media_view_rect.cut(Rect(0, 0, 600, 400)).width == 576
    chosen = HD.zoomed(2.0)
    moved = chosen.resized((1000, 800))
    assert moved.zoom == 2.0
    assert moved.to_media(500, 400) == pytest.approx(chosen.to_media(600, 400), abs=1)


def test_no_media_and_no_room_are_no_error():
    assert Viewport((0, 0), (100, 100)).fit().zoom == 1.0
    tiny = Viewport((1920, 1080), (1, 1)).fit()
    assert tiny.zoom >= MIN_ZOOM


def test_rects():
    a = Rect(0, 0, 10, 10)
    assert a.cut(Rect(5, 5, 20, 20)) == (5, 5, 10, 10)
    assert a.cut(Rect(10, 0, 20, 10)) is EMPTY
    assert a.joined(EMPTY) == a
    assert EMPTY.joined(a) == a
    assert EMPTY.grown(5).is_empty
    assert rect_around(0.5, 0.5, 2.1, 3.0) == (0, 0, 3, 3)
