"""On which frames the model runs: a choice kept with the project, and what it is likely to cost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from PySide6.QtCore import QObject, Signal, Slot

from core.cancel import CancelToken
from core.document.encoding import Json
from core.errors import AppError
from core.skipping.forecast import likely_share, sample_motion
from core.skipping.policy import DEFAULT_SPEED, SkipPolicy
from desktop.controllers.document import DocumentController
from desktop.controllers.frames import FrameController, own_reader
from desktop.jobs.job import Job, JobId
from desktop.jobs.lane import Lane
from desktop.language import tr

Mode = Literal["off", "auto", "every"]

SKIPPING_KEY: Final = "skipping"
DEFAULT_GAP: Final = 4
GAPS: Final = (2, 30)
MOTION_S: Final = 0.03
"""Seconds a frame for reading it ahead and following the objects, and, until it was timed, for a fill."""
ASKED_AGAIN: Final = 1.1
"""Runs of the model for each frame that it settles: some are looked at again from nearer."""


@dataclass(frozen=True, slots=True)
class Skipping:
    """What a person chose. `gap` and `speed` are remembered also while they play no part.

    Args:
        gap: for "every": the model runs on every so many frames.
        speed: for "auto": from quality (0) to speed (1).
    """

    mode: Mode = "off"
    gap: int = DEFAULT_GAP
    speed: float = DEFAULT_SPEED

    @property
    def policy(self) -> SkipPolicy | None:
        """For the tracker; None where the model runs on every frame."""
        if self.mode == "auto":
            return SkipPolicy.auto(self.speed)
        return SkipPolicy.every(self.gap) if self.mode == "every" else None

    @property
    def text(self) -> str:
        """Short, for a button."""
        return {"off": tr("Off"), "auto": tr("Auto"), "every": tr("Every {n}", n=self.gap)}[self.mode]

    @property
    def to_json(self) -> Json:
        return {"mode": self.mode, "gap": self.gap, "speed": self.speed}

    @classmethod
    def from_json(cls, value: Json) -> "Skipping":
        """Read back; what makes no sense is as it is by default."""
        if not isinstance(value, dict):
            return cls()
        mode, gap, speed = value.get("mode"), value.get("gap"), value.get("speed")
        return cls(
            mode if mode in get_args(Mode) else "off",  # type: ignore[arg-type]  # it is one of them
            gap if isinstance(gap, int) and GAPS[0] <= gap <= GAPS[1] else DEFAULT_GAP,
            float(speed) if isinstance(speed, int | float) and 0 <= speed <= 1 else DEFAULT_SPEED,
        )


EVERY_FRAME: Final = Skipping()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run is likely to take.

    Args:
        off_s, skipping_s: seconds without and with skipping; None while no run was timed yet.
        share: of the frames, on which the model runs when skipping; None while nothing is known.
        measured: the share comes from runs in this project, not from a look at the motion.
    """

    off_s: float | None
    skipping_s: float | None
    share: float | None
    measured: bool


@dataclass(frozen=True, slots=True)
class RunTimes:
    """How a run went: its frames, those among them on which the model ran, and seconds.

    `fill_s`: seconds for a filled frame, where there were any.
    """

    frames: int
    inferred: int
    seconds: float
    fill_s: float | None = None


class SkippingController(QObject):
    """Holds the choice, and learns from every run what frames cost here. `changed`: either is new."""

    changed = Signal()

    def __init__(
        self, io: Lane, documents: DocumentController, frames: FrameController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._io = io
        self._documents = documents
        self._frames = frames
        self._choice = Skipping()
        self._frame_s: dict[str, float] = {}
        self._guessed: set[str] = set()  # models of which only skipping runs were timed
        self._fill_s = MOTION_S
        self._shares: dict[Skipping, float] = {}
        self._restless: list[float] = []
        self._sampling: JobId | None = None
        documents.project_changed.connect(self._on_project_changed)
        frames.media_changed.connect(self._on_media_changed)

    @property
    def choice(self) -> Skipping:
        """What the next run does."""
        return self._choice

    def choose(self, **values: object) -> None:
        """Change some of the choice, and keep it with the project."""
        choice = Skipping.from_json(replace(self._choice, **values).to_json)  # type: ignore[arg-type]
        if choice == self._choice:
            return
        self._choice = choice
        if self._documents.project is not None:
            self._documents.project.remember(SKIPPING_KEY, choice.to_json)
        self.changed.emit()

    def sample(self) -> None:
        """Look at the video's motion, once, where nothing is known of it yet: for the forecast."""
        media = self._frames.media
        if self._sampling is not None or media is None or media.frame_count < 2:
            return
        last = media.frame_count - 1

        def work(cancel: CancelToken) -> Iterator[object]:
            with own_reader(media) as own:
                yield from sample_motion(own, 0, last, cancel)

        self._sampling = self._io.submit(Job("look at the motion", work), reported=self._on_sampled)

    def learn(self, model_name: str, choice: Skipping, times: RunTimes) -> None:
        """A run of some length is over."""
        if times.frames < 3 or times.seconds <= 0:
            return
        if choice.mode == "off":
            self._frame_s[model_name] = times.seconds / times.frames
            self._guessed.discard(model_name)
        else:
            self._shares[choice] = times.inferred / times.frames
            self._fill_s = times.fill_s if times.fill_s is not None else self._fill_s
            if model_name not in self._frame_s or model_name in self._guessed:
                filled_s = (times.frames - times.inferred) * (self._fill_s + MOTION_S)
                model_s = max(times.seconds - filled_s, times.seconds / 4)
                self._frame_s[model_name] = model_s / max(times.inferred * ASKED_AGAIN, 1.0)
                self._guessed.add(model_name)
        self.changed.emit()

    def forecast(self, model_name: str, frames: int, choice: Skipping | None = None) -> Forecast:
        """What a run through so many frames is likely to take."""
        choice = choice or self._choice
        share = self._shares.get(choice)
        measured = share is not None
        if share is None and choice.mode == "every":
            share = 1.0 / choice.gap
        if share is None and self._restless:
            share = likely_share(self._restless, choice.policy)
        each = self._frame_s.get(model_name)
        if each is None:
            return Forecast(None, None, share, measured)
        off_s = each * frames
        if share is None:
            return Forecast(off_s, None, None, False)
        skipping_s = frames * (share * each * ASKED_AGAIN + (1 - share) * (self._fill_s + MOTION_S))
        return Forecast(off_s, skipping_s, share, measured)

    def _on_sampled(self, value: object) -> None:
        assert isinstance(value, float)
        self._restless.append(value)
        self.changed.emit()

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        project = self._documents.project
        try:
            kept = project.recall(SKIPPING_KEY) if project is not None else None
        except AppError:  # of no use any more; the next choice replaces it
            kept = None
        self._choice = Skipping.from_json(kept)
        self._shares.clear()
        self.changed.emit()

    @Slot(object)
    def _on_media_changed(self, _media: object) -> None:
        if self._sampling is not None:
            self._io.drop(self._sampling)
            self._sampling = None
        self._restless.clear()
        self._shares.clear()
        self.changed.emit()
