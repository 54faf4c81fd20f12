"""A finding, and the report that goes into a bug ticket."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.logs.book import versions
from core.logs.personal import without_personal


class Health(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    NOTE = "note"  # worth knowing
    WARNING = "warning"  # works, but slowly, or not for long
    FAULT = "fault"  # something does not work


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do where it is not well."""

    name: str
    state: Health
    found: str
    advice: str = ""


def worst(findings: Iterable[Finding]) -> Health:
    """The most serious state among the findings."""
    order = list(Health)
    return max((finding.state for finding in findings), key=order.index, default=Health.OK)


def report(findings: Iterable[Finding]) -> str:
    """The findings as text for a bug ticket, with nothing personal in it."""
    lines = [*versions(), ""]
    for finding in findings:
        lines.append(f"{finding.state:8}{finding.name}: {finding.found}")
    return without_personal("\n".join(lines))
