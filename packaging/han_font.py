"""Make the font that shows Chinese where a system has none: a small part of Noto Sans CJK.

    python packaging/han_font.py FONTS [--out resources/fonts]

FONTS is Debian's package fonts-noto-cjk (`apt-get download fonts-noto-cjk`), or NotoSansCJK-Regular.ttc out
of it. Needs fonttools (`pip install fonttools`). Kept are the signs of the translation and of the guide, and
the 3755 commonest ones (GB 2312, level 1), for the names that people give to objects and files. Its outlines
are turned into TrueType's: those of PostScript Qt draws bolder, and at the size of a menu that is a smear.

The font is under the SIL Open Font License 1.1, which lets it be cut and shipped under a name of its own; the
licence lies beside it.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FAMILY = "SAMuraiVision Han"
NAME = "SAMuraiVisionHan-Regular.ttf"
IN_DEBIAN = "./usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = "Noto Sans CJK SC"
SIGNS = "，。、；：？！（）《》〈〉【】「」『』～％＋－×＝／＼＆＃＠￥°　"
NOT_HERE = "…·“”‘’—–−→×"
"""Signs of Latin texts too: every system has them, and those of one line look alike."""

MAX_ERROR = 3.0
"""Of an outline in TrueType, in thousandths of the letter's size."""

KEPT_NAMES = (0, 7, 13, 14)
"""Copyright, trademark and licence stay as they are; what the font calls itself does not."""


def signs_needed(root: Path = ROOT) -> str:
    """Every sign that the program itself shows, and the commonest of others."""
    shown = [path.read_text(encoding="utf-8") for path in sorted((root / "resources").rglob("*_zh_CN.ts"))]
    shown += [
        path.read_text(encoding="utf-8") for path in sorted((root / "resources/guide").rglob("zh_CN/*.md"))
    ]
    own = {sign for text in shown for sign in text if ord(sign) > 0x2000}
    common = bytes(
        byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell)
    ).decode("gb2312", errors="ignore")
    return "".join(sorted((own | set(common) | set(SIGNS)) - set(NOT_HERE)))


def cut(collection: Path, out: Path) -> None:
    """Write the font. `collection` is NotoSansCJK-Regular.ttc."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    font = next(
        one for one in TTCollection(str(collection)).fonts if one["name"].getDebugName(1) == SIMPLIFIED
    )
    options = Options()
    options.desubroutinize = False
    options.hinting = False
    options.layout_features = ["ccmp", "locl"]
    options.name_IDs = [*KEPT_NAMES, 1, 2, 3, 4, 5, 6]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "GPOS"]
    subsetter = Subsetter(options)
    subsetter.populate(text=signs_needed())
    subsetter.subset(font)
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (1, 4, 16):
            record.string = FAMILY
        elif record.nameID == 2:
            record.string = "Regular"
        elif record.nameID in (3, 6):
            record.string = NAME.removesuffix(".ttf")
        elif record.nameID not in KEPT_NAMES and record.nameID != 5:
            names.names.remove(record)
    _to_truetype(font)
    font.save(str(out))


def _to_truetype(font: Any) -> None:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    drawn, order, glyphs = font.getGlyphSet(), font.getGlyphOrder(), {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    del font["CFF "]
    most = font["maxp"]
    most.tableVersion, most.maxZones = 0x00010000, 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(most, f"max{name}", 0)
    most.maxSizeOfInstructions = most.maxComponentElements = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "fonts")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    made = given.out / NAME
    with tempfile.TemporaryDirectory() as folder:
        collection = given.fonts
        if collection.suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", str(collection), folder], check=True)
            collection = Path(folder) / IN_DEBIAN
        cut(collection, made)
    print(f"{made.name}: {len(signs_needed())} signs, {made.stat().st_size / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
