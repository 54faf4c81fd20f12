"""`samuraivision doctor`: what is missing or wrong on this machine, each with what to do about it."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from core.cancel import CancelToken
from core.cli.arguments import add_json
from core.cli.console import Console
from core.doctor.examination import Examining, examine
from core.doctor.finding import Finding, Health, report, worst

SIGNS = {Health.OK: "ok", Health.NOTE: "note", Health.WARNING: "WARNING", Health.FAULT: "FAULT"}


def add_arguments(parser: ArgumentParser) -> None:
    """The report, or JSON."""
    add_json(parser)
    parser.add_argument(
        "--report", action="store_true", help="print it for a bug ticket: no folders, names or files of yours"
    )


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> int:
    """Look at everything; 2 where something does not work, so that a script notices."""
    findings: list[Finding] = []
    progress = None
    for event in examine(cancel):
        if isinstance(event, Examining):
            progress = progress or console.progress("Looking", event.total, "checks")
            progress.update(event.done)
        else:
            findings.append(event)
    if progress is not None:
        progress.close()
    state = worst(findings)
    values = {
        "ok": state is not Health.FAULT,
        "state": str(state),
        "findings": [asdict(finding) for finding in findings],
    }
    text = report(findings) if arguments.report else "\n".join([*_lines(findings), _verdict(state)])
    console.result(values, text)
    return 2 if state is Health.FAULT else 0


def _lines(findings: list[Finding]) -> list[str]:
    lines = []
    for finding in findings:
        lines.append(f"{SIGNS[finding.state]:8} {finding.name:14} {finding.found}")
        if finding.advice:
            lines.append(f"{'':23} -> {finding.advice}")
    return lines


def _verdict(state: Health) -> str:
    if state is Health.FAULT:
        return "Something does not work; see above."
    return "All is well." if state is Health.OK else "It works; see above for what could be better."
