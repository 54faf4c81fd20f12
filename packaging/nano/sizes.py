"""What other input sizes would cost and give: a row of a table for each.

    python packaging/nano/sizes.py --data DATA [--sizes 384 352 320 288] [--threads 2]

The weights are the shipped ones, which no size changes. Milliseconds are the least that were seen on one film
with this many threads, since what else runs only ever adds: of the image encoder for one view, of everything
else that the model does on a tracked frame, and of the answer to another click on a picture that is embedded.
J is of the DAVIS val films from their first masks; NoC@90 of GrabCut's pictures.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from failures import scores, tracked, truth_on

from core.engine.loader import LoadedModel, build, fill, load_model, place
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.engine.view import View
from core.masks import Mask
from core.media.ground_truth import Sequence, find_sequences, paired, read_picture, read_trimap
from core.media.reader import open_media
from core.metrics.clicks import MAX_CLICKS, click_amid, simulate
from core.tracking.session import TrackerSession
from core.types import Click, FramePrompt, MaskHW

FRAMES = 30
"""Timed; the first few are not counted."""
WARMING = 5


def at_size(loaded: LoadedModel, size: int) -> LoadedModel:
    """The same weights with another input."""
    config = loaded.base.config().copy()
    config._set_flag("readonly", False)
    config.image_size = size
    model = build(config)
    fill(model, loaded.model.state_dict(), loaded.name)
    return place(model, loaded.spec, loaded.base, loaded.device, loaded.precision)


def timed(into: list[float], work: Callable[..., Any], *given: object) -> Any:
    """What some work gives; its milliseconds go into a list."""
    began = time.perf_counter()
    result = work(*given)
    into.append(1000 * (time.perf_counter() - began))
    return result


def milliseconds(loaded: LoadedModel, film: Sequence) -> tuple[float, float, float]:
    """Of the encoder, of tracking and of a click, on views of whole frames."""
    session = TrackerSession(loaded, frame_count=FRAMES)
    encoding: list[float] = []
    tracking: list[float] = []
    clicking: list[float] = []
    with open_media(film.frames) as media:
        for number in range(FRAMES):
            frame = media.read(number)
            embedding = timed(encoding, session.embed, frame)
            if number == 0:
                prompt = FramePrompt(0, mask=Mask.from_array(truth_on(film, 0)))
                session.condition(1, 0, embedding, session.answer(embedding, prompt))
                continue
            timed(tracking, session.step, number, embedding)
        truth = truth_on(film, 0)
        where = click_amid(truth)
        assert where is not None
        segmenter, view = Segmenter(loaded), View.whole(media.size_wh)
        picture = media.read(0)
        for number in range(FRAMES):
            clicks = (where, Click(where.x + 1 + number % 7, where.y, positive=True))
            segmenter.forget_answers()
            segmenter._answer(picture, ImagePrompt(clicks[:1]), 0, view)
            timed(clicking, segmenter._answer, picture, ImagePrompt(clicks), 0, view)
    encoder, track, click = (min(t[WARMING:]) for t in (encoding, tracking, clicking))
    return encoder, track, click


def mean_j(loaded: LoadedModel, films: list[Sequence]) -> float:
    values = [list(scores(film, tracked(film, loaded)).values()) for film in films]
    return float(np.mean([np.mean(of_film) for of_film in values]))


def clicks_to_90(loaded: LoadedModel, pictures: Path) -> float:
    segmenter = Segmenter(loaded, embedding_cache=1)
    needed = []
    for image, mask in paired(pictures / "images", pictures / "masks"):
        frame = read_picture(image)

        def predict(clicks: tuple[Click, ...], frame: object = frame, key: str = image.name) -> MaskHW:
            return segmenter.segment(frame, ImagePrompt(clicks), frame_key=key).mask  # type: ignore[arg-type]

        needed.append(simulate(predict, *read_trimap(mask)).clicks_to(0.9, MAX_CLICKS))
        segmenter.forget()
    return float(np.mean(needed))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=(384, 352, 320, 288))
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    films = find_sequences(args.data / "davis2016" / "val", [])
    shipped = load_model("nano", "cpu")
    print("| input | parameters | encoder, track, click: ms | J | NoC@90 |\n|---|---|---|---|---|")
    for size in args.sizes:
        loaded = at_size(shipped, size)
        count = sum(p.numel() for p in loaded.model.parameters()) / 1e6
        costs = ", ".join(f"{cost:.0f}" for cost in milliseconds(loaded, films[0]))
        j, clicks = mean_j(loaded, films), clicks_to_90(loaded, args.data / "grabcut")
        print(f"| {size} px | {count:.2f} M | {costs} | {j:.3f} | {clicks:.2f} |", flush=True)


if __name__ == "__main__":
    main()
