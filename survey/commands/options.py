"""Kinds of command-line options shared by the commands."""

from __future__ import annotations

import datetime as dt
import os
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

CLUSTER = click.option(
    "--executor",
    "cluster",
    metavar="URL",
    help="Draw the reports on the workers of a Dask cluster, such as tcp://127.0.0.1:8786; they write into "
    "DIR themselves, so it has to lie on a disk that all share. Needs the extra cluster.",
)

JSON = click.option(
    "--json",
    "json",
    is_flag=True,
    help="Also a JSON file beside each report: the content that is embedded in the PDF.",
)

PAGE = click.option(
    "--page/--no-page",
    default=True,
    show_default=True,
    help="The accessible page beside each PDF, which has no tags; without it a batch takes less time.",
)

EDITION = click.option(
    "--edition",
    type=click.Choice(["two-page", "full"]),
    default="two-page",
    show_default=True,
    help="How long a report is; full adds charts of how the answers spread and of the units side by side.",
)


def _use_font(context: click.Context, option: click.Parameter, value: str | None) -> None:
    """Put the choice into the environment until the command ends."""
    if value is None:
        return
    from reports.serif import SETTING, UnfitFontError, serif_of

    try:
        serif = serif_of(value)
    except UnfitFontError as error:
        raise click.BadParameter(str(error), context, option) from None
    before = os.environ.get(SETTING)
    os.environ[SETTING] = f"{serif.regular},{serif.bold}"

    def restore() -> None:
        os.environ.pop(SETTING)
        if before is not None:
            os.environ[SETTING] = before

    context.call_on_close(restore)


FONT = click.option(
    "--font",
    metavar="REGULAR.ttf,BOLD.ttf",
    callback=_use_font,
    expose_value=False,
    help="Set the PDFs in this typeface; it must have all Vietnamese letters. Default: Liberation Serif.",
)

SEPARATOR = click.option(
    "--separator",
    type=click.Choice([",", ";"]),
    default=",",
    show_default=True,
    help="Between cells of the CSV files; with ; decimals have a comma, as Vietnamese spreadsheets expect.",
)


def _classes(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The classes as they were typed, once it is sure that they can be read."""
    if value is not None:
        from survey.analysing.classes import bands_of

        bands_of(value)
    return value


CLASSES = click.option(
    "--classes",
    metavar="NAME=PERCENT,…",
    callback=_classes,
    help="Classes and the lowest percentage of each, such as 'Tốt=80,Khá=65,Chưa đạt=0'; none: no classes. "
    "Default: Xuất sắc 90, Tốt 80, Khá 70, Trung bình 50, Yếu 0.",
)

OFFICIAL = (
    click.option(
        "--official",
        is_flag=True,
        help="Also the folder official: Home Affairs' report on each kind of unit and the report on all "
        "together, as PDF, HTML and DOCX.",
    ),
    click.option(
        "--superior", default="", metavar="TEXT", help="For --official: the body above, as in its letterhead."
    ),
    click.option("--issuer", default="", metavar="TEXT", help="For --official: the body that reports."),
    click.option("--place", default="", metavar="TEXT", help="For --official: the place before the day."),
)
