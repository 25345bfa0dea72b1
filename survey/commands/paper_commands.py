"""The words `hailong paper`: ballots to print, with the layout that a scanner needs."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import PATH, listed
from survey.commands.speech import tell, warn

SIZES = ("A4", "A5", "large")


@click.group(cls=AppGroup)
def paper() -> None:
    """Print ballots on paper."""


@paper.command(with_appcontext=False)
@click.option(
    "--wave", default="", metavar="CODE", help="The wave; with --questionnaire its name as printed."
)
@click.option(
    "--unit", default="", metavar="CODE", help="The rated unit; with --questionnaire its name as printed."
)
@click.option(
    "--questionnaire",
    metavar="Q.yaml",
    help="A file, or the code of a shipped questionnaire, to print without a database.",
)
@click.option(
    "--n", type=click.IntRange(1, 10_000), default=1, show_default=True, help="How many, each with a number."
)
@click.option("--out", required=True, type=PATH, metavar="FILE.pdf", help="New file for the ballots.")
@click.option(
    "--layout",
    type=PATH,
    metavar="FILE.json",
    help="New file for the places of all bubbles; default: beside --out.",
)
@click.option(
    "--size",
    type=click.Choice(SIZES),
    default="A4",
    show_default=True,
    help="A5 is a booklet on folded A4; large is A4 in large type.",
)
@click.option(
    "--lang",
    "languages",
    callback=listed,
    metavar="vi|en|vi,en",
    help="Language, or two side by side; default: the questionnaire's first.",
)
@click.option(
    "--serial-from",
    type=click.IntRange(1, 999_999),
    metavar="N",
    help="First number; default: after the last one of the wave.",
)
@click.option("--test", "is_test", is_flag=True, help="Mark every page as a test form that is not counted.")
@BY
def ballots(
    wave: str,
    unit: str,
    questionnaire: str | None,
    n: int,
    out: Path,
    layout: Path | None,
    size: str,
    languages: tuple[str, ...],
    serial_from: int | None,
    is_test: bool,
    by: str,
) -> None:
    """Print the ballots of a unit in a wave as PDF, and the layout file for reading them by machine.

    No two ballots of a wave bear the same number; the audit log has every print run.
    """
    if not questionnaire and not (wave and unit):
        raise click.UsageError(
            "whose ballots? give --wave and --unit, or --questionnaire to print without a database"
        )
    from survey.paper.printing import print_ballots
    from survey.paper.requests import BallotRequest

    request = BallotRequest(
        out=out,
        layout=layout,
        n=n,
        wave=wave,
        unit=unit,
        questionnaire=questionnaire,
        size=size,
        languages=languages,
        serial_from=serial_from,
        is_test=is_test,
        by=by,
    )
    lines = print_ballots(request)
    if questionnaire and not is_test:
        warn("nothing remembers these numbers without a database; go on with --serial-from another time")
    tell(lines)
