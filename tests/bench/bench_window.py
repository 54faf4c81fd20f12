"""How smooth the real window is: its start, scrubbing, playing, and undoing a long run.

    python tests/bench/bench_window.py [start] [scrub] [play] [undo] [--height 1080 2160] [--json]

A frame's time runs from the wish for it to the end of its painting, masks of five objects on it. The
longest standstill is the longest time for which the event loop did not come round, `gui_cpu_ms` what the
GUI thread computes for a frame: the figure to compare on a busy machine. A home of its own.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

OBJECTS, FRAMES, FPS = 5, 100, 25
STARTS = 7


def make_project(folder: Path, height: int) -> Path:
    """A video of a drifting picture, and a project in which five rough blobs were tracked through it."""
    import cv2
    import numpy as np

    from core.document.document import Mark, SegObject
    from core.document.edits import AddObject, MaskEntry, SetMasks, SetMedia
    from core.document.media_ref import make_media_ref
    from core.document.store import create_project
    from core.masks import Mask
    from core.media.reader import open_media
    from core.media.writer import VideoWriter
    from core.types import Origin
    from desktop.theme import object_colours

    width = height * 16 // 9
    rng = np.random.default_rng(0)
    scene = cv2.resize(rng.integers(0, 255, (90, 200, 3), np.uint8), (width + 4 * FRAMES, height))
    path = folder / f"drift{height}.mp4"
    with VideoWriter(path, (width, height), fps=FPS) as writer:
        for index in range(FRAMES):
            writer.write(np.ascontiguousarray(scene[:, 4 * index : 4 * index + width]))
    with create_project(path.with_suffix(".samurai")) as project, open_media(path) as reader:
        reference = make_media_ref(
            path,
            folder,
            fingerprint=reader.fingerprint(),
            frame_count=FRAMES,
            size_wh=(width, height),
            fps=FPS,
        )
        project.history.do(SetMedia(reference), "Open Video")
        colours = object_colours()
        for i in range(1, OBJECTS + 1):
            project.history.do(AddObject(SegObject(i, f"object {i}", colour=colours[i - 1])), "Add")
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        shapes = []
        for i in range(OBJECTS):
            cx, cy = rng.uniform(0.25, 0.75, 2) * (width, height)
            angle = np.arctan2(y - cy, x - cx)
            radius = height * (0.2 + 0.02 * np.sin(9 * angle + i) + 0.006 * np.sin(61 * angle))
            shapes.append((x - cx) ** 2 + (y - cy) ** 2 < radius**2)
        project.history.begin("Track")
        for index in range(FRAMES):
            entries = tuple(
                MaskEntry(
                    i + 1,
                    index,
                    Mask.from_array(np.roll(shape, -4 * index, 1)),
                    Mark(Origin.INFERRED, score=0.9),
                )
                for i, shape in enumerate(shapes)
            )
            project.history.extend(SetMasks(entries))
        project.history.end()
    return path.with_suffix(".samurai")


class Window:
    """The running application, and when its canvas painted which frame."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtWidgets import QApplication

        from desktop.app import Application
        from desktop.canvas.canvas import Canvas

        self.painted: list[tuple[int, float]] = []
        paint, painted = Canvas.paintEvent, self.painted

        def timed_paint(canvas, event) -> None:
            paint(canvas, event)
            painted.append((canvas._frame_index, time.perf_counter()))

        Canvas.paintEvent = timed_paint
        self.qt = QApplication.instance() or QApplication(["bench"])
        self._loop = QEventLoop()
        self._beat_s = time.perf_counter()
        self.longest_s = 0.0
        self._heart = QTimer()
        self._heart.setInterval(1)
        self._heart.timeout.connect(self._on_beat)
        self.application = Application(self.qt)
        self.application.window.resize(1600, 1000)
        self.application.window.show()
        self.application.start(path)
        self.until(lambda: self.application.parts.models.model is not None, 120)

    def _on_beat(self) -> None:
        now_s = time.perf_counter()
        self.longest_s = max(self.longest_s, now_s - self._beat_s)
        self._beat_s = now_s

    def until(self, done: Callable[[], object], limit_s: float = 60) -> None:
        """Run the event loop until then."""
        from PySide6.QtCore import QEventLoop

        end_s = time.perf_counter() + limit_s
        while not done():
            self._loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            assert time.perf_counter() < end_s, "waited in vain"

    def rest(self, seconds: float) -> None:
        end_s = time.perf_counter() + seconds
        self._heart.start()
        self.until(lambda: time.perf_counter() > end_s)
        self._heart.stop()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note the longest standstill meanwhile."""
        self._beat_s, self.longest_s = time.perf_counter(), 0.0
        self._heart.start()
        yield
        self._on_beat()
        self._heart.stop()

    def close(self) -> None:
        self.application.parts.opening.close()
        self.application.parts.lanes.close()
        self.application.parts.lanes.wait(10)
        self.application.dispose()


def percentiles(values_s: list[float]) -> dict[str, float]:
    import numpy as np

    ms = np.array(values_s) * 1e3
    return {
        "median_ms": round(float(np.median(ms)), 1),
        "p95_ms": round(float(np.percentile(ms, 95)), 1),
        "max_ms": round(float(ms.max()), 1),
    }


def bench_scrub(window: Window) -> dict[str, object]:
    """Single steps and jumps, each painted before the next; then a drag along the timeline."""
    import numpy as np

    frames, painted = window.application.parts.frames, window.painted
    window.until(lambda: painted and painted[-1][0] == 0)
    window.rest(1.0)
    jumps = np.random.default_rng(1).integers(0, FRAMES, 30).tolist()
    found: dict[str, object] = {}
    for name, indices in (
        ("step_forward", range(1, 60)),
        ("step_back", range(58, 20, -1)),
        ("jump", [each for each in jumps if each != 21]),
    ):
        took: list[float] = []
        cpu_s = time.thread_time()
        with window.watched():
            for index in indices:
                if index == frames.index:
                    continue
                begun_s = time.perf_counter()
                frames.go_to(index)
                window.until(lambda index=index: painted[-1][0] == index)
                took.append(painted[-1][1] - begun_s)
        found[name] = percentiles(took) | {
            "gui_cpu_ms": round((time.thread_time() - cpu_s) / len(took) * 1e3, 1),
            "standstill_ms": round(window.longest_s * 1e3, 1),
        }
    frames.go_to(0)
    window.until(lambda: painted[-1][0] == 0)
    del painted[:-1]
    with window.watched():
        begun_s = time.perf_counter()
        while (share := (time.perf_counter() - begun_s) / 2.0) < 1.0:
            frames.go_to(int(share * FRAMES))
            wake_s = time.perf_counter() + 1 / 60
            window.until(lambda wake_s=wake_s: time.perf_counter() > wake_s)
    shown = sorted(dict(painted).values())
    gaps = [later - earlier for earlier, later in itertools.pairwise(shown)]
    found["drag_2s"] = {"frames_seen": len(shown)} | {f"gap_{k}": v for k, v in percentiles(gaps).items()}
    return found


def bench_play(window: Window) -> dict[str, object]:
    """The whole clip at true speed: how many of its frames were seen, and how late."""
    parts, painted = window.application.parts, window.painted
    parts.frames.go_to(0)
    window.until(lambda: painted[-1][0] == 0)
    window.rest(0.5)
    del painted[:-1]
    with window.watched():
        begun_s = time.perf_counter()
        parts.playback.play()
        window.until(lambda: not parts.playback.playing)
        took_s = time.perf_counter() - begun_s
    first: dict[int, float] = {}
    for index, at_s in painted[1:]:
        first.setdefault(index, at_s)
    late = [at_s - begun_s - index / FPS for index, at_s in first.items() if index]
    times = sorted(first.values())
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    return {
        "seconds": round(took_s, 2),
        "of_seconds": FRAMES / FPS,
        "frames_seen": len(first) + 1,
        "of_frames": FRAMES,
        "late": percentiles(late),
        "gap": percentiles(gaps),
        "standstill_ms": round(window.longest_s * 1e3, 1),
    }


def bench_undo(window: Window, path: Path) -> dict[str, object]:
    """Undo and redo a run of 10,000 frames and five objects."""
    documents = window.application.parts.documents
    window.application.parts.opening.open(path)
    window.until(lambda: documents.undo_name == "Track")
    window.rest(3.0)
    found: dict[str, object] = {}
    for name, turn in (("undo", documents.undo), ("redo", documents.redo)):
        with window.watched():
            begun_s = time.perf_counter()
            turn()
            window.until(lambda: not documents.turning)
            took_s = time.perf_counter() - begun_s
            window.rest(1.0)
        found[name] = {"seconds": round(took_s, 2), "standstill_ms": round(window.longest_s * 1e3, 1)}
    return found


def bench_start(folder: Path, path: Path) -> dict[str, object]:
    """Processes that open a project and end at the first painting of its frame."""
    found: dict[str, list[float]] = {"window_s": [], "frame_s": [], "cpu_s": []}
    for _ in range(STARTS):
        environment = {**os.environ, "SAMURAIVISION_HOME": str(folder / "home")}
        begun_s = time.time()
        done = subprocess.run(
            [sys.executable, __file__, "--started", str(path)],
            env=environment,
            capture_output=True,
            check=True,
        )
        told = json.loads(done.stdout.splitlines()[-1])
        found["window_s"].append(told["window"] - begun_s)
        found["frame_s"].append(told["frame"] - begun_s)
        found["cpu_s"].append(told["cpu"])
    return {
        key: {"least": round(min(v), 2), "median": round(sorted(v)[len(v) // 2], 2)}
        for key, v in found.items()
    }


def started(path: str) -> None:
    """The child of `bench_start`: the program as it starts, told when it paints."""
    from desktop import app
    from desktop.canvas.canvas import Canvas

    paint, told = Canvas.paintEvent, {}

    def timed_paint(canvas, event) -> None:
        paint(canvas, event)
        told.setdefault("window", time.time())
        told.setdefault("cpu", time.process_time())
        if canvas.has_frame:
            print(json.dumps(told | {"frame": time.time()}), flush=True)
            os._exit(0)

    Canvas.paintEvent = timed_paint
    app.main([path])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", help="start, scrub, play, undo; all of them without a word")
    parser.add_argument("--height", type=int, nargs="+", default=[1080, 2160])
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--started", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.started:
        started(arguments.started)
        return
    wanted = arguments.what or ["start", "scrub", "play", "undo"]
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SAMURAIVISION_HOME"] = str(folder / "home")
        paths = {height: make_project(folder, height) for height in arguments.height}
        if "start" in wanted:
            found["start"] = bench_start(folder, paths[arguments.height[0]])
        for height, path in paths.items():
            if "scrub" in wanted or "play" in wanted:
                window = Window(path)
                if "scrub" in wanted:
                    found[f"scrub {height}"] = bench_scrub(window)
                if "play" in wanted:
                    found[f"play {height}"] = bench_play(window)
                window.close()
        if "undo" in wanted:
            from bench_project import project_of, real_masks

            long = folder / "long.samurai"
            project_of(long, real_masks(400), 10_000, OBJECTS)
            window = Window(paths[arguments.height[0]])
            found["run of 50,000 masks"] = bench_undo(window, long)
            window.close()
    if arguments.json:
        print(json.dumps(found))
        return
    for what, figures in found.items():
        print(what)
        for key, value in figures.items():
            print(f"  {key:16s} {value}")


if __name__ == "__main__":
    main()
