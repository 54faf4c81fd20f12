"""The ruler above the lanes: frame numbers, at whole frames."""

from collections.abc import Sequence
from typing import Final

from desktop.plots import pg

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
_LABEL_PX: Final = 70


class Ruler(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Ticks at round frame numbers, each at its frame's middle."""

    def __init__(self) -> None:
        super().__init__("top")
        self.setHeight(22)
        self.setStyle(tickLength=-5, tickTextOffset=2, hideOverlappingLabels=True)

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        frames = max(maxVal - minVal, 1e-9)
        most = max(size / _LABEL_PX, 1)
        step = next((step for step in _STEPS if frames / step <= most), _STEPS[-1])
        start = int(max(minVal, 0) // step) * step
        major = [float(v) + 0.5 for v in range(start, int(maxVal) + 1, step)]
        levels: list[tuple[float, list[float]]] = [(float(step), major)]
        minor_step = step // 5 if step % 5 == 0 else 0
        if minor_step:
            taken = set(major)
            minor = [float(v) + 0.5 for v in range(start, int(maxVal) + 1, minor_step)]
            levels.append((float(minor_step), [v for v in minor if v not in taken]))
        return levels

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if spacing < self._label_spacing():
            return [""] * len(values)
        return [f"{int(value):,}".replace(",", "\u2009") for value in values]

    def _label_spacing(self) -> float:
        low, high = self.range
        most = max(self.geometry().width() / _LABEL_PX, 1)
        return next((step for step in _STEPS if (high - low) / step <= most), _STEPS[-1])
