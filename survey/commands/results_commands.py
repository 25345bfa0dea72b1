"""The words `hailong estimates`, `hailong report` and `hailong export`: from the database to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from survey.commands.options import (
    CLASSES,
    CLUSTER,
    EDITION,
    FONT,
    JOBS,
    JSON,
    OFFICIAL,
    PAGE,
    PATH,
    SEPARATOR,
    listed,
)
from survey.commands.speech import tell, warn

Command = TypeVar("Command", bound=Callable[..., Any])

WAVES = click.option(
    "--wave", "waves", multiple=True, required=True, metavar="CODE", help="A wave; repeatable, for changes."
)
MERGED = click.option(
    "--merged",
    is_flag=True,
    help="Show units merged since then as one in earlier waves, too: ballots pooled, a change computed.",
)
RESULTS = (
    WAVES,
    click.option("--out", required=True, type=PATH, metavar="DIR", help="New folder for the results."),
    MERGED,
    click.option(
        "--lonely",
        type=click.Choice(["fail", "adjust"]),
        help="A stratum of one PSU: refuse it, or hold it against the mean of all. "
        "Default: fail for drawn clusters, adjust for everything else.",
    ),
    click.option(
        "--level",
        type=click.FloatRange(0.5, 0.999),
        default=0.95,
        show_default=True,
        help="Confidence level.",
    ),
    click.option(
        "--lang",
        "language",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Language of labels, notes and reports.",
    ),
    click.option("--title", default="", metavar="TEXT", help="Title; default: the name of the last wave."),
    click.option(
        "--provisional", is_flag=True, help="Allow a wave that still collects; marked as provisional."
    ),
    click.option(
        "--public",
        is_flag=True,
        help="Public edition of approved results: nothing shown on fewer than 10 respondents.",
    ),
    click.option("--force", is_flag=True, help="Replace the earlier results in DIR."),
)


def _results(command: Command) -> Command:
    """The options that `estimates` and `report` share, in the order of the page."""
    for option in reversed(RESULTS):
        command = option(command)
    return command


@click.command
@_results
@SEPARATOR
@click.option(
    "--by",
    multiple=True,
    callback=listed,
    metavar="COL",
    help="Break figures down by this column of the export, such as mode or an item; repeatable.",
)
def estimates(**options: Any) -> None:
    """Compute the figures of waves from the database: estimates.csv, changes.csv, estimates.json and the
    workbook estimates.xlsx in DIR.

    They are those that `hailong analyse` makes of the exported ballots, to the last digit.
    Waves of different questionnaires or designs are computed side by side, without changes.
    """
    from survey.results.results import write_results

    _write(write_results, options)


def _official(command: Command) -> Command:
    """The options of the reports that Home Affairs signs."""
    for option in reversed(OFFICIAL):
        command = option(command)
    return command


@click.command
@_results
@EDITION
@CLASSES
@FONT
@_official
@click.option(
    "--rank-volunteers", is_flag=True, help="Rank and class volunteers all the same, as the plan says."
)
@JSON
@PAGE
@JOBS
@CLUSTER
def report(**options: Any) -> None:
    """Print the reports of waves: DIR gets a folder a wave, in it a PDF and a page for each unit and all.

    A survey is reported on when it is closed; what is not approved yet says so.
    DIR/manifest.csv lists every file with its SHA-256. A run that was killed is continued by the same
    command, and with --force only reports whose figures or words have changed are drawn anew.
    """
    from survey.results.result_reports import write_wave_reports

    _write(write_wave_reports, options)


@click.command
@WAVES
@click.option("--out", required=True, type=PATH, metavar="FILE.csv", help="New file.")
@click.option(
    "--separator",
    type=click.Choice([";", ","]),
    default=";",
    show_default=True,
    help="Between cells; with ; decimals have a comma, as spreadsheets in Vietnamese expect.",
)
@click.option("--plain", is_flag=True, help="For other programs: comma, decimal point, no byte-order mark.")
@MERGED
@click.option("--public", is_flag=True, help="Refused: single ballots are never published.")
@click.option("--force", is_flag=True, help="Replace FILE.csv.")
def export(waves: tuple[str, ...], out: Path, public: bool, **options: Any) -> None:
    """Write every ballot that counts as one row of FILE.csv, which `hailong analyse` can read.

    This is internal microdata: nothing is hidden in it, however few answered. Keep it inside the team.
    It holds no ballot id, no time of day and no order of arrival.
    """
    from survey.database import ready_engine
    from survey.results.ballot_file import PublicBallotsError, export_ballots

    if public:
        raise PublicBallotsError(
            "single ballots are internal and never published; --public; "
            "publish figures instead: hailong estimates --public"
        )
    engine = ready_engine()
    try:
        written = export_ballots(engine, waves, out, **options)
    finally:
        engine.dispose()
    for note in written.notes:
        warn(note)
    tell(
        [
            f"{out}: {written.ballots} ballots, internal microdata",
            f"analyse them: {written.command} --out DIR",
        ]
    )


def _write(write: Callable[..., tuple[str, ...]], options: dict[str, Any]) -> None:
    from survey.database import ready_engine
    from survey.results.result_request import ResultRequest

    request = ResultRequest(**options)
    engine = ready_engine()
    try:
        lines = write(engine, request, warn=warn)
    finally:
        engine.dispose()
    tell(f"{request.out}: {line}" for line in lines)
