"""How far apart key frames may be: the choice before the model runs, and the verdict after.

An interval between two key frames is good if what is carried from one end agrees with what is carried from
the other on every frame between; else it gets another key frame in the middle ("agreement bisection"). What
is tried next follows from what held before, so that calm stretches are crossed in few steps and wild ones are
tracked nearly in order.
"""

from dataclasses import dataclass
from itertools import pairwise

from core.errors import InputError
from core.wording import say

DEFAULT_SPEED = 0.5

SLIDER = ((0.0, 0.93, 4), (0.25, 0.88, 6), (0.5, 0.83, 8), (0.75, 0.68, 8), (1.0, 0.50, 16))
"""The slider: its position from quality (0) to speed (1), the agreement that is asked for there, and the
longest gap.

Measured with tests/bench/bench_skipping.py on DAVIS-2016 val, in the middle: with perfect key frames 1.4
points of mean J are lost with 49 % of the frames inferred, where the best choice that hindsight could make
loses 1.1 with 50 %; nano loses none with 26 %. Nothing is gained beyond the ends: more key frames save no
time, and where the two sides agree by less than half, a fill is a guess.

Gaps are bounded because what a model finds far from all that it remembers drifts away, and both sides agree
on what drifted.
"""


@dataclass(frozen=True, slots=True)
class SkipPolicy:
    """On which frames the model need not run.

    Args:
        agreement: soft IoU, as a share of the key frames' own scores, below which an interval is split; None
            never splits (fixed gaps).
        shortest, longest: the gaps between key frames that are tried, in frames.
        absent: the longest gap while an object is not in the picture: nothing there tells when it comes back.
        still: the most frames in a row that take over the mask of a key frame because nothing moves.
    """

    agreement: float | None
    shortest: int = 2
    longest: int = 16
    absent: int = 3
    still: int = 100

    @classmethod
    def auto(cls, speed: float = DEFAULT_SPEED) -> "SkipPolicy":
        """The policy at a position of the slider, 0 (quality) to 1 (speed).

        Raises:
            InputError: it is not between them.
        """
        if not 0 <= speed <= 1:
            raise InputError(
                say("The balance of quality and speed is a number from 0 to 1, not {speed:g}.", speed=speed)
            )
        for (x0, agreement0, longest0), (x1, agreement1, longest1) in pairwise(SLIDER):
            if speed <= x1:
                way = (speed - x0) / (x1 - x0)
                longest = round(longest0 + (longest1 - longest0) * way)
                return cls(agreement0 + (agreement1 - agreement0) * way, longest=longest)
        raise AssertionError(speed)

    @classmethod
    def every(cls, frames: int) -> "SkipPolicy":
        """The model runs on every so many frames, whatever happens between; cuts still end an interval.

        Raises:
            InputError: less than 1.
        """
        if frames < 1:
            raise InputError(
                say("The model can run on every frame or every few, not on every {frames}.", frames=frames)
            )
        return cls(None, shortest=frames, longest=frames, absent=frames, still=0)


def parse_skip(text: str, speed: float = DEFAULT_SPEED) -> SkipPolicy | None:
    """`off` (None), `auto`, or a number of frames.

    Raises:
        InputError: anything else.
    """
    if text == "off":
        return None
    if text == "auto":
        return SkipPolicy.auto(speed)
    if text.isascii() and text.isdigit():
        return SkipPolicy.every(int(text))
    raise InputError(say("Skipping is “off”, “auto” or a number of frames, not “{text}”.", text=text))


class Pace:
    """The gap to try next: twice what held last; where nothing held, every frame for a while.

    On DAVIS, with perfect key frames, this loses nothing against always trying the longest gap, and the model
    runs a quarter less often in vain.
    """

    def __init__(self, policy: SkipPolicy) -> None:
        self._policy = policy
        self._gap = min(policy.longest, 2 * policy.shortest)
        self._waiting = 0
        self._failures = 0

    @property
    def gap(self) -> int:
        """How many frames ahead the next key frame is to be tried."""
        return 1 if self._waiting else self._gap

    def learn(self, tried: int, held: int, widest: int) -> None:
        """An interval is done.

        Args:
            tried: its length.
            held: the distance between its last two key frames.
            widest: the greatest distance between neighbouring key frames in it.
        """
        policy = self._policy
        if policy.agreement is None:
            return
        if self._waiting:
            self._waiting -= 1
        elif tried > 1 and widest == 1:
            self._failures = min(self._failures + 1, 3)
            self._gap = policy.shortest
            if tried <= policy.shortest:
                self._waiting = 2**self._failures
        elif tried > 1:
            self._failures = 0
            self._gap = max(policy.shortest, min(policy.longest, 2 * held))
