"""How the training window's parts look, in the theme's colours: what the palette cannot say."""

import resources
from desktop.theme import Theme
from desktop.window.style import mixed


def training_sheet(theme: Theme) -> str:
    """Style sheet of the training window."""
    tick = resources.path("themes", f"tick_{theme.title.lower()}.svg").as_posix()
    row = mixed(theme.accent, theme.panel, 0.28)
    return f"""
QListWidget {{ background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 4px; outline: 0; }}
QListWidget::item {{ padding: 4px 5px; color: {theme.text}; }}
QListWidget::item:selected {{ background: {row}; color: {theme.text}; }}
QListWidget:focus {{ border-color: {theme.accent}; }}
QLineEdit {{
    background: {theme.panel}; border: 1px solid {theme.border}; border-radius: 4px; padding: 3px 6px;
}}
QLineEdit:focus {{ border-color: {theme.accent}; }}
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit {{ border: none; padding: 0; }}
QCheckBox::indicator, QListWidget::indicator {{
    width: 13px; height: 13px; border: 1px solid {theme.text_faint}; border-radius: 3px;
    background: {theme.panel};
}}
QRadioButton::indicator {{
    width: 13px; height: 13px; border: 1px solid {theme.text_faint}; border-radius: 7px;
    background: {theme.panel};
}}
QCheckBox::indicator:checked, QListWidget::indicator:checked, QRadioButton::indicator:checked {{
    background: {theme.accent}; border: 1px solid {theme.accent};
}}
QCheckBox::indicator:checked, QListWidget::indicator:checked {{ image: url("{tick}"); }}
QRadioButton::indicator:checked {{ border: 4px solid {theme.accent}; width: 7px; height: 7px; }}
QRadioButton::indicator:checked {{ background: {theme.accent_text}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {theme.link}; }}
#primary {{
    background: {theme.accent}; color: {theme.accent_text}; font-weight: 600; padding: 6px 16px;
    border: 1px solid {theme.accent}; border-radius: 5px;
}}
#primary:hover {{ background: {mixed(theme.accent, theme.text, 0.85)}; }}
#primary:focus {{ border-color: {theme.text}; }}
#primary:disabled {{
    background: {theme.button}; color: {theme.text_disabled}; border-color: {theme.button};
}}
"""
