"""`samuraivision eval images`: mIoU of single images, each from one prompt that its mask gives."""

import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from core.cancel import CancelToken
from core.cli.arguments import add_json, add_model, load
from core.cli.console import Console
from core.cli.eval_video import mean, prompt_from
from core.errors import InputError, MaskError
from core.media.ground_truth import paired, read_binary, read_picture
from core.metrics.region import check_same_size, jaccard


def add_arguments(parser: ArgumentParser) -> None:
    """Pictures and masks of the same names."""
    parser.add_argument("images", type=Path, metavar="IMAGES", help="a folder of pictures")
    parser.add_argument("masks", type=Path, metavar="MASKS", help="their masks, black and white")
    parser.add_argument("--init", choices=("box", "point"), default="box", help="the prompt (box)")
    add_model(parser)
    add_json(parser)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Segment every picture whose mask has something on it."""
    pairs = paired(arguments.images, arguments.masks)
    loaded = load(arguments)
    from core.engine.prompts import ImagePrompt
    from core.engine.segmenter import Segmenter

    segmenter = Segmenter(loaded, embedding_cache=1)
    ious: list[float] = []
    empty = 0
    progress = console.progress("Segmenting", len(pairs), "images")
    began = time.perf_counter()
    for number, (image, mask) in enumerate(pairs, start=1):
        cancel.check()
        frame, truth = read_picture(image), read_binary(mask)
        try:
            check_same_size(truth, frame[..., 0])
        except MaskError as error:
            raise MaskError(f"“{mask.name}” does not fit its picture: {error}") from error
        if truth.any():
            prompt = ImagePrompt.of(prompt_from(truth, 0, arguments.init))
            ious.append(jaccard(segmenter.segment(frame, prompt, frame_key=image.name).mask, truth))
        else:
            empty += 1
        progress.update(number)
    progress.close()
    if not ious:
        raise InputError(f"All masks in “{arguments.masks}” are empty: there is nothing to measure.")
    if empty:
        console.note(f"{empty} empty masks were left out: they give no prompt.")
    m_iou = mean(ious)
    console.result(
        {
            "mIoU": m_iou,
            "images": len(ious),
            "left_out": empty,
            "init": arguments.init,
            "s_per_image": (time.perf_counter() - began) / len(pairs),
            "model": loaded.name,
            "device": str(loaded.device),
        },
        f"mIoU {m_iou:.4f} over {len(ious)} images.",
    )
