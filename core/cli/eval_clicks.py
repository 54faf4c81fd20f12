"""`samuraivision eval clicks`: how many clicks a good mask takes, with a simulated annotator."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, load, positive
from core.cli.console import Console
from core.cli.eval_video import mean
from core.errors import MaskError
from core.media.ground_truth import paired, read_picture, read_trimap
from core.metrics.clicks import MAX_CLICKS, ClickRun, simulate
from core.metrics.region import check_same_size
from core.types import Click, MaskHW


def add_arguments(parser: ArgumentParser) -> None:
    """Pictures and masks of the same names."""
    parser.add_argument("images", type=Path, metavar="IMAGES", help="a folder of pictures")
    parser.add_argument("masks", type=Path, metavar="MASKS", help="their masks: 0, 255, and 128 to ignore")
    parser.add_argument("--max-clicks", type=positive, default=MAX_CLICKS, metavar="N", help="at most (20)")
    add_model(parser)
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Click through all pictures."""
    pairs = paired(arguments.images, arguments.masks)
    loaded = load(arguments)
    from core.engine.prompts import ImagePrompt
    from core.engine.segmenter import Segmenter

    segmenter = Segmenter(loaded, embedding_cache=1)
    runs: list[ClickRun] = []
    progress = console.progress("Clicking", len(pairs), "images")
    began = time.perf_counter()
    for image, mask in pairs:
        frame = read_picture(image)
        truth, ignore = read_trimap(mask)
        try:
            check_same_size(truth, frame[..., 0])
        except MaskError as error:
            raise MaskError(f"“{mask.name}” does not fit its picture: {error}") from error

        def predict(clicks: tuple[Click, ...], frame: object = frame, key: str = image.name) -> MaskHW:
            cancel.check()
            return segmenter.segment(frame, ImagePrompt(clicks), frame_key=key).mask  # type: ignore[arg-type]

        runs.append(simulate(predict, truth, ignore, max_clicks=arguments.max_clicks))
        segmenter.forget()
        progress.update(len(runs))
    progress.close()
    seconds = time.perf_counter() - began
    clicks = sum(len(run.clicks) for run in runs)
    values = {
        "NoC85": mean(run.clicks_to(0.85, arguments.max_clicks) for run in runs),
        "NoC90": mean(run.clicks_to(0.90, arguments.max_clicks) for run in runs),
        "IoU1": mean(run.iou_after(1) for run in runs),
        "IoU3": mean(run.iou_after(3) for run in runs),
        "IoU5": mean(run.iou_after(5) for run in runs),
        "images": len(runs),
        "clicks": clicks,
        "s_per_click": seconds / clicks if clicks else None,
        "model": loaded.name,
        "device": str(loaded.device),
    }
    console.result(
        values,
        f"NoC@85 {values['NoC85']:.2f}  NoC@90 {values['NoC90']:.2f}  IoU after 1, 3, 5 clicks "
        f"{values['IoU1']:.3f} {values['IoU3']:.3f} {values['IoU5']:.3f} over {len(runs)} images.",
    )
