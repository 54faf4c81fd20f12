"""`samuraivision eval`: a model measured on videos, by clicks, or on single images."""

from argparse import ArgumentParser, Namespace

from core.cancel import CancelToken
from core.cli import eval_clicks, eval_images, eval_video
from core.cli.console import Console


def add_arguments(parser: ArgumentParser) -> None:
    """One parser for each kind of measurement."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="video | clicks | images")
    for name, module, summary in (
        ("video", eval_video, "J and F of tracking, on sequences in DAVIS layout"),
        ("clicks", eval_clicks, "how many clicks a good mask takes"),
        ("images", eval_images, "mIoU from one prompt an image"),
    ):
        inner = kinds.add_parser(name, help=summary, description=f"Measures {summary}.")
        module.add_arguments(inner)
        inner.set_defaults(measure=module.run)


def run(arguments: Namespace, console: Console, cancel: CancelToken) -> None:
    """Measure."""
    arguments.measure(arguments, console, cancel)
