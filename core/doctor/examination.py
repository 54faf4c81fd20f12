"""Looking at everything, one thing after the other."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.cancel import CancelToken
from core.doctor.finding import Finding, Health
from core.doctor.graphics import check_graphics
from core.doctor.machine import check_folders, check_installation, check_memory, check_processor
from core.doctor.models import check_models
from core.doctor.screen import check_screen
from core.doctor.video import check_video
from core.errors import Cancelled
from core.wording import marked, say

log = logging.getLogger(__name__)

Check: TypeAlias = Callable[[CancelToken], Iterable[Finding]]

CHECKS: Sequence[tuple[str, Check]] = (
    (marked("Installation"), check_installation),
    (marked("Graphics card"), check_graphics),
    (marked("Memory"), check_memory),
    (marked("Processor"), check_processor),
    (marked("Folders and disk"), check_folders),
    (marked("Screen and Qt"), check_screen),
    (marked("Video"), check_video),
    (marked("Models"), check_models),
)


@dataclass(frozen=True, slots=True)
class Examining:
    """What is looked at now; `done` of `total` checks are over."""

    title: str
    done: int
    total: int


DoctorEvent: TypeAlias = Examining | Finding


def examine(cancel: CancelToken, checks: Sequence[tuple[str, Check]] | None = None) -> Iterator[DoctorEvent]:
    """Run the checks, a few seconds in all; one that breaks is itself a finding, and the others go on.

    Raises:
        Cancelled: asked for through `cancel`.
    """
    checks = CHECKS if checks is None else checks
    for number, (title, check) in enumerate(checks):
        cancel.check()
        yield Examining(title, number, len(checks))
        try:
            yield from check(cancel)
        except Cancelled:
            raise
        except Exception as error:  # a broken installation may raise anything at all
            log.exception("The check of %s broke", title)
            yield Finding(
                title,
                Health.FAULT,
                say("it could not be looked at: {name}: {error}", name=type(error).__name__, error=error),
                say("Set the program up again; if that does not help send the report."),
            )
