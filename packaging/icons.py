"""The program's icon in the shapes that each system wants, drawn from the one SVG."""

import io
import os
from pathlib import Path

from PIL import Image
from product import ROOT

SVG = ROOT / "resources" / "icons" / "app.svg"
LINUX_SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256)
WINDOWS_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
MACOS_SIZE_PX = 1024


def draw(size_px: int, svg: Path = SVG) -> Image.Image:
    """The icon as an RGBA picture of `size_px` squared, drawn for that size and not scaled down."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGBA")


def write_icons(folder: Path) -> None:
    """`app.ico`, `app.icns` and `app-SIZE.png`, and Windows' two pictures for its installer."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in LINUX_SIZES_PX:
        draw(size).save(folder / f"app-{size}.png", optimize=True)
    pictures = [draw(size) for size in WINDOWS_SIZES_PX]
    pictures[-1].save(folder / "app.ico", append_images=pictures[:-1], sizes=[p.size for p in pictures])
    draw(MACOS_SIZE_PX).save(folder / "app.icns")
    small = Image.new("RGB", (110, 110), "white")
    picture = draw(94)
    small.paste(picture, (8, 8), picture)
    small.save(folder / "wizard.bmp")
