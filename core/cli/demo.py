"""`samuraivision demo`: the demo video tracked from one click, held against the truth, without a screen."""

import json
import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

import resources
from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, load, writable_folder
from core.cli.console import Console
from core.cli.eval_video import mean
from core.cli.export import export_with_progress
from core.cli.media import media_ref, open_with_notes
from core.masks import Mask
from core.metrics.region import davis_frames, jaccard
from core.types import Click, FramePrompt

OUT = Path("samuraivision-demo")


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo video, what to click on its first frame, and the true mask of every frame."""

    video: Path
    object_name: str
    click: Click
    truth: tuple[Mask, ...]


def load_demo() -> Demo:
    """The demo that ships with the program; `resources/demo/make_demo.py` made it."""
    content = json.loads(resources.path("demo", "truth.json").read_text(encoding="ascii"))
    width, height = content["size_wh"]
    truth = tuple(Mask(height, width, counts.encode("ascii")) for counts in content["counts"])
    return Demo(resources.path("demo", "demo.mp4"), content["object"], Click(*content["click"]), truth)


def add_arguments(parser: ArgumentParser) -> None:
    """Where to, and with which model."""
    parser.add_argument("--out", type=Path, default=None, metavar="DIR", help=f"where to write (./{OUT})")
    add_model(parser)
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Run the demo."""
    run_demo(arguments, console, cancel)


def run_demo(arguments: Namespace | None, console: Console, cancel: CancelToken) -> None:
    """Click, track, export a movie to look at and masks to use, and say how good they are.

    Without arguments, with the built-in model into `OUT`.
    """
    if arguments is None:
        parser = ArgumentParser()
        add_arguments(parser)
        arguments = parser.parse_args([])
    from core.document.document import SegObject
    from core.formats.contract import ExportOptions
    from core.formats.source import PlainMasks
    from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
    from core.tracking.tracker import track

    demo = load_demo()
    out = writable_folder(arguments.out or OUT)
    loaded = load(arguments)
    prompt = FramePrompt(0, (demo.click,))
    masks: dict[tuple[int, int], Mask] = {}
    with open_with_notes(demo.video, console, cancel) as media:
        console.note(
            f"Tracking the {demo.object_name} through {media.frame_count} frames from one click, "
            f"with {loaded.name} …"
        )
        progress = console.progress("Tracking", media.frame_count)
        began = time.perf_counter()
        request = TrackRequest((ObjectPrompts(1, (prompt,)),), 0, media.frame_count - 1)
        for event in track(media, loaded, request, cancel):
            if isinstance(event, FrameTracked):
                masks[1, event.frame_index] = event.masks[1].mask
                progress.update(len(masks))
        progress.close()
        seconds = time.perf_counter() - began
        found = PlainMasks(media_ref(media, None), {1: SegObject(1, demo.object_name)}, masks)
        options = ExportOptions(replace=True, model_name=loaded.name)
        for format_name in ("overlay", "davis"):
            export_with_progress(found, format_name, out / format_name, options, media, console, cancel)
    j = mean(jaccard(masks[1, i].to_array(), demo.truth[i].to_array()) for i in davis_frames(len(demo.truth)))
    s_per_frame = seconds / len(masks)
    movie, pictures = out / "overlay" / "overlay.mp4", out / "davis"
    console.result(
        {"J": j, "frames": len(masks), "s_per_frame": s_per_frame, "out": str(out), "model": loaded.name},
        f"The {demo.object_name} was followed through {len(masks)} frames in {seconds:.1f} s "
        f"({s_per_frame:.3f} s a frame); J {j:.3f} against the truth.\n"
        f"A movie to look at:  {movie}\n"
        f"Masks, one a frame:  {pictures}",
    )
