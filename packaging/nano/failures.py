"""What the model is bad at, to be looked at: the frame of every film on which its mask is worst.

    python packaging/nano/failures.py --data DATA --out SHEET.jpg [--model nano] [--films davis2016/val]

Every film is tracked from its first mask. The sheet shows, film by film, that first frame and the one with
the lowest J, with what the model found in orange and the truth outlined in white. Such sheets are for looking
at only: the films' terms do not let them be passed on with the program.
"""

import argparse
import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.cancel import NeverCancel
from core.engine.loader import LoadedModel, load_model
from core.formats.overlay import draw
from core.masks import Mask
from core.media.ground_truth import Sequence, find_sequences, pictures_in, read_objects, read_picture
from core.media.reader import open_media
from core.metrics.boundary import boundary
from core.metrics.region import davis_frames, jaccard
from core.tracking.request import FrameTracked, ObjectPrompts, TrackRequest
from core.tracking.tracker import track
from core.types import FramePrompt, FrameRGB, FrameSource, MaskHW

WIDTH_PX = 480
FOUND, TRUTH = "#ff8000", "#ffffff"


def first_and_worst(film: Sequence, loaded: LoadedModel) -> tuple[FrameRGB, FrameRGB, str]:
    """The first frame and the worst, both drawn on, and a line about the second."""
    found = tracked(film, loaded)
    values = scores(film, found)
    worst = min(values, key=values.__getitem__)
    line = f"{film.name}, frame {worst}: J {values[worst]:.2f}, mean {np.mean(list(values.values())):.2f}"
    first = film.first
    return drawn(film, first, found[first]), drawn(film, worst, found[worst]), line


def tracked(film: Sequence, loaded: LoadedModel) -> dict[int, Mask]:
    """Its object's masks by frame index, from the mask of the first annotated frame."""
    first = film.first
    with open_media(film.frames) as media:
        return followed(media, first, truth_on(film, first), loaded)


def followed(frames: FrameSource, first: int, shown: MaskHW, loaded: LoadedModel) -> dict[int, Mask]:
    """Masks by frame index of what is shown on the first of some frames."""
    prompt = FramePrompt(first, mask=Mask.from_array(shown))
    request = TrackRequest((ObjectPrompts(1, (prompt,)),), first, frames.frame_count - 1)
    events = track(frames, loaded, request, NeverCancel())
    return {e.frame_index: e.masks[1].mask for e in events if isinstance(e, FrameTracked)}


def scores(film: Sequence, found: dict[int, Mask]) -> dict[int, float]:
    """J by frame index, of the annotated frames but the first and the last."""
    annotated = sorted(film.annotations)
    indices = [annotated[place] for place in davis_frames(len(annotated))]
    return {index: jaccard(found[index].to_array(), truth_on(film, index)) for index in indices}


def truth_on(film: Sequence, index: int) -> MaskHW:
    """(H, W) bool: all annotated objects together, as DAVIS-2016 has them."""
    objects = read_objects(film.annotations[index])
    return np.asarray(np.any(list(objects.values()), axis=0))


def drawn(film: Sequence, index: int, mask: Mask) -> FrameRGB:
    """The frame with the mask and the truth's outline over it."""
    frame = read_picture(pictures_in(film.frames)[index])
    outline = Mask.from_array(boundary(truth_on(film, index)))
    picture = draw(draw(frame, {FOUND: mask}, 0.5), {TRUTH: outline}, 1.0)
    height = round(WIDTH_PX * picture.shape[0] / picture.shape[1])
    return np.asarray(cv2.resize(picture, (WIDTH_PX, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def sheet_of(films: list[tuple[FrameRGB, FrameRGB, str]]) -> FrameRGB:
    """A row a film, its line above it."""
    rows = []
    for first, worst, line in films:
        row = np.vstack([np.zeros((28, 2 * WIDTH_PX, 3), dtype=np.uint8), np.hstack([first, worst])])
        cv2.putText(row, line, (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (255, 255, 255), 1, cv2.LINE_AA)
        rows.append(row)
    return np.vstack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", default="nano")
    parser.add_argument("--films", default="davis2016/val", help="a folder of films in the data")
    parser.add_argument("--sequences", default="", metavar="a,b", help="only these of them")
    args = parser.parse_args()
    loaded = load_model(args.model)
    names = [name for name in args.sequences.split(",") if name]
    films = []
    for film in find_sequences(args.data / args.films, names):
        films.append(first_and_worst(film, loaded))
        print(films[-1][2], flush=True)
    cv2.imwrite(str(args.out), cv2.cvtColor(sheet_of(films), cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
