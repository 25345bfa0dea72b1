"""Kinds of command-line options shared by the commands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click


class Day(click.ParamType[dt.date]):
    """A day, as 2026-07-01 or 01/07/2026."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day that was written."""
        from survey.files.rows import day_of

        day = value if isinstance(value, dt.date) else day_of(str(value))
        if day is None:
            self.fail(f"{value!r} is no day; write it as 2026-07-01 or 01/07/2026", param, ctx)
        return day


DAY = Day()
PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def listed(_context: click.Context, _option: click.Parameter, value: Any) -> tuple[str, ...]:
    """Values given once with commas or several times."""
    texts = value if isinstance(value, tuple) else (value,)
    return tuple(part.strip() for text in texts if text for part in text.split(",") if part.strip())


JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that draw reports; 1: this one. Default: one a processor, fewer for few reports.",
)

EDITION = click.option(
    "--edition",
    type=click.Choice(["two-page", "full"]),
    default="two-page",
    show_default=True,
    help="How long a report is; full adds charts of how the answers spread and of the units side by side.",
)

SEPARATOR = click.option(
    "--separator",
    type=click.Choice([",", ";"]),
    default=",",
    show_default=True,
    help="Between cells of the CSV files; with ; decimals have a comma, as Vietnamese spreadsheets expect.",
)
