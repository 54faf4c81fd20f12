"""How the window's own parts look, in the theme's colours: what the palette cannot say."""

from PySide6.QtGui import QColor

from desktop.theme import Theme


def mixed(colour: str, other: str, share: float) -> str:
    """`share` of `colour` and the rest of `other`, as "#rrggbb"."""
    one, two = QColor(colour), QColor(other)
    parts = (
        round(getattr(one, part)() * share + getattr(two, part)() * (1 - share))
        for part in ("red", "green", "blue")
    )
    return QColor(*parts).name()


def window_sheet(theme: Theme) -> str:
    """Style sheet of the main window."""
    row = mixed(theme.accent, theme.panel, 0.28)
    return f"""
QMenuBar {{ padding: 2px; }}
QDockWidget::title {{ padding: 7px 10px; text-align: left; background: {theme.window}; }}
QHeaderView {{ background: {theme.panel}; }}
QHeaderView::section {{
    background: {theme.panel}; color: {theme.text_faint}; border: none; padding: 4px 4px;
    border-bottom: 1px solid {theme.border};
}}
QTableView {{ background: {theme.panel}; border: none; outline: 0; }}
QTableView::item {{ padding: 0 2px; }}
#review_table QHeaderView::section {{ padding: 4px 6px; }}
#review_table::item {{ padding: 0 4px; }}
QTableView::item:selected {{ background: {row}; color: {theme.text}; }}
#empty_hint, #faint {{ color: {theme.text_faint}; }}
#message_bar {{ background: {theme.button}; border-bottom: 1px solid {theme.border}; }}
#message_bar[tone="warning"] {{
    background: {mixed(theme.attention, theme.window, 0.16)}; border-left: 3px solid {theme.attention};
}}
#message_bar[tone="error"] {{
    background: {mixed(theme.bad, theme.window, 0.18)}; border-left: 3px solid {theme.bad};
}}
#track_button {{
    background: {theme.accent}; color: {theme.accent_text}; font-weight: 600;
    padding: 5px 28px 5px 12px; border: none; border-radius: 5px;
}}
#track_button:hover {{ background: {mixed(theme.accent, theme.text, 0.85)}; }}
#track_button:disabled {{ background: {theme.button}; color: {theme.text_disabled}; }}
#track_button::menu-button {{
    border: none; border-left: 1px solid {mixed(theme.accent, theme.accent_text, 0.7)}; width: 20px;
    border-top-right-radius: 5px; border-bottom-right-radius: 5px;
}}
#track_button::menu-button:disabled {{ border-left: 1px solid {theme.border}; }}
#skip_button {{ padding: 5px 20px 5px 8px; }}
#skip_menu QRadioButton::indicator {{
    width: 13px; height: 13px; border: 1px solid {theme.text_faint}; border-radius: 7px;
    background: {theme.panel};
}}
#skip_menu QRadioButton::indicator:checked {{
    border: 4px solid {theme.accent}; width: 7px; height: 7px; background: {theme.accent_text};
}}
#legend_button {{ padding: 1px 20px 1px 8px; color: {theme.text_faint}; }}
#skip_button::menu-indicator, #legend_button::menu-indicator {{
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px;
}}
QProgressBar {{ background: {theme.button}; border: none; border-radius: 4px; min-height: 8px; }}
#message_bar QProgressBar {{ background: {theme.border}; }}
QProgressBar::chunk {{ background: {theme.accent}; border-radius: 4px; }}
#frame_number {{
    background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 4px; padding: 3px 6px;
}}
#frame_number:focus {{ border-color: {theme.accent}; }}
QSplitter::handle {{ background: {theme.window}; height: 5px; }}
QScrollBar:horizontal {{ height: 10px; background: transparent; }}
QScrollBar:vertical {{ width: 10px; background: transparent; }}
QScrollBar::handle {{ background: {theme.border}; border-radius: 4px; margin: 1px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
