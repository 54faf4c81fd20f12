"""The picture of bench_skipping.py: quality over the share of frames inferred."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from tests.bench.skipping_results import Result

Row = tuple[str, Result]

WIDTH, HEIGHT, LEFT, TOP = 560, 420, 80, 50
INK, GREY, BLUE, RED = (40, 40, 40), (215, 215, 215), (190, 100, 30), (60, 60, 210)


def plot(tables: Mapping[str, Sequence[Row]], path: Path) -> None:
    """A panel for each table: the slider's positions in blue, fixed gaps in red, skip off as a line."""
    picture = np.full((HEIGHT + 110, (WIDTH + LEFT + 20) * len(tables) + 10, 3), 255, np.uint8)

    def write(text: str, x: int, y: int, size: float = 0.42) -> None:
        cv2.putText(picture, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, INK, 1, cv2.LINE_AA)

    for number, (title, rows) in enumerate(tables.items()):
        x0 = LEFT + number * (WIDTH + LEFT + 20)
        low = min(result.quality for _, result in rows) - 0.01
        high = max(result.quality for _, result in rows) + 0.005

        def place(fraction: float, quality: float) -> tuple[int, int]:
            return round(x0 + fraction * WIDTH), round(TOP + (high - quality) / (high - low) * HEIGHT)

        write(title, x0, TOP - 20, 0.55)
        for share in np.arange(0, 1.01, 0.2):
            cv2.line(picture, place(share, low), place(share, high), GREY, 1)
            write(f"{100 * share:.0f} %", place(share, low)[0] - 14, TOP + HEIGHT + 20)
        for quality in np.linspace(low, high, 6):
            cv2.line(picture, place(0, quality), place(1, quality), GREY, 1)
            write(f"{quality:.3f}", x0 - 52, place(0, quality)[1] + 4)
        write("frames inferred", x0 + WIDTH // 2 - 50, TOP + HEIGHT + 45)
        for kind, colour in (("every", RED), ("auto", BLUE)):
            line = sorted((row for row in rows if row[0].startswith(kind)), key=lambda row: row[1].inferred)
            places = [place(result.inferred, result.quality) for _, result in line]
            cv2.polylines(picture, [np.array(places)], False, colour, 2, cv2.LINE_AA)
            for (name, _), at in zip(line, places, strict=True):
                cv2.circle(picture, at, 5, colour, -1, cv2.LINE_AA)
                write(name, at[0] + 8, at[1] + (16 if kind == "every" else -6))
        for name, result in rows:
            if name == "off":
                y = place(0, result.quality)[1]
                cv2.line(picture, (x0, y), (x0 + WIDTH, y), INK, 1)
                write("off", x0 + 6, y - 5)
    cv2.imwrite(str(path), picture)
