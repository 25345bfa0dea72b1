"""The words `hailong plan` and `hailong draw`: how many to ask, and whom."""

from __future__ import annotations

from typing import Any

import click

from survey.commands.options import FILE, PATH, listed
from survey.commands.speech import tell, warn
from survey.planning.requests import DrawRequest, PlanRequest

METHODS = ("simple", "systematic", "stratified", "clusters", "pps")
ALLOCATIONS = ("proportional", "neyman", "equal")


@click.command
@click.option(
    "--margin",
    required=True,
    type=click.FloatRange(0.1, 50),
    help="Margin of error in percentage points: 5 is ±5.",
)
@click.option("--population", type=click.IntRange(1), help="People, cases or households to draw from.")
@click.option("--units", type=FILE, metavar="FILE", help="Units with their populations, instead of one N.")
@click.option(
    "--unit", default="unit", show_default=True, metavar="COL", help="Column of the unit in that file."
)
@click.option(
    "--size",
    default="population",
    show_default=True,
    metavar="COL",
    help="Column of the population in that file.",
)
@click.option(
    "--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Confidence level."
)
@click.option(
    "--p",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.5,
    show_default=True,
    help="Share expected; 0.5 where nothing is known.",
)
@click.option("--deff", type=click.FloatRange(0, min_open=True), help="Design effect; default 1.")
@click.option(
    "--icc", type=click.FloatRange(0, 1), help="Likeness within a PSU, for the design effect with --per-psu."
)
@click.option("--per-psu", type=click.IntRange(1), help="Answers from each PSU.")
@click.option(
    "--response-rate",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    show_default=True,
    help="Share of those asked who will answer.",
)
@click.option("--out", type=PATH, metavar="FILE", help="Also write the plan as .csv or .json.")
@click.option("--sheet", metavar="NAME", help="Sheet of the workbook of units; default: the first.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Language of the table.",
)
@click.option("--force", is_flag=True, help="Replace the earlier file of --out.")
def plan(**options: Any) -> None:
    """Say how many answers a margin of error takes, for one population or for each unit of a file.

    Beside it stands n = N/(1 + N·e²) of the Ministry's guidance, with what that formula takes for granted.
    """
    from survey.planning.plan import plan as run
    from survey.planning.plan_files import refuse_out, write_plan
    from survey.planning.plan_words import table

    request = PlanRequest(**options)
    refuse_out(request.out, force=request.force)
    found = run(request)
    for note in found.notes:
        warn(note)
    if request.out is not None:
        write_plan(found)
    for line in table(found):
        click.echo(line)


@click.command
@click.argument("file", type=FILE)
@click.option("--method", required=True, type=click.Choice(METHODS), help="How to draw.")
@click.option("--out", required=True, type=PATH, metavar="DIR", help="New folder for the sample.")
@click.option("--n", type=click.IntRange(1), help="How many to draw: rows, or PSUs with clusters and pps.")
@click.option(
    "--plan",
    type=FILE,
    metavar="FILE",
    help="How many of each stratum instead: the CSV that hailong plan --units wrote.",
)
@click.option("--id", metavar="COL", help="Column that tells the rows apart; default: the whole row.")
@click.option("--unit", metavar="COL", help="Column of the rated unit's code, for design.csv.")
@click.option("--stratum", metavar="COL", help="Column of the stratum.")
@click.option("--psu", metavar="COL", help="Column of the PSU.")
@click.option("--per-psu", type=click.IntRange(1), help="Rows to draw in each PSU; default: all of them.")
@click.option("--size", metavar="COL", help="Size of each PSU, for pps; default: the rows it has here.")
@click.option(
    "--allocation",
    type=click.Choice(ALLOCATIONS),
    default="proportional",
    show_default=True,
    help="How n is shared out over the strata.",
)
@click.option("--sd", metavar="COL", help="Spread within each stratum, for neyman.")
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="At least so many in each stratum."
)
@click.option("--take-all", is_flag=True, help="Take a stratum whole where more than all would be drawn.")
@click.option(
    "--order",
    multiple=True,
    callback=listed,
    metavar="COL[,COL]",
    help="Sort by these first, for systematic (default: the file's order) and pps (default: at random).",
)
@click.option(
    "--reserves",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Reserves: in all, in each stratum, or in each PSU where people are drawn.",
)
@click.option("--seed", type=click.IntRange(0), help="Number that gives the draw again; default: a new one.")
@click.option("--sheet", metavar="NAME", help="Sheet of the workbook; default: the first.")
@click.option("--force", is_flag=True, help="Replace the earlier draw in DIR.")
def draw(**options: Any) -> None:
    """Draw a random sample from FILE (.csv, .csv.gz or .xlsx), one row for each who can be drawn.

    DIR gets sample.csv and reserves.csv with weights and design columns, design.csv with how many were drawn
    of how many, and design.json with the seed, the frame's SHA-256 and the options for hailong analyse.
    The same seed and frame give the same draw on every machine.
    """
    from survey.planning.draw import draw as run

    request = DrawRequest(**options)
    written = run(request, warn=warn)
    tell(f"{request.out}: {line}" for line in written.lines)
