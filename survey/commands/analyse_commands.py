"""The words of the command `hailong` and their options; the work is done elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from survey.analysing.request import Request
from survey.commands.collector_commands import collector
from survey.commands.database_commands import db, jobs, retention
from survey.commands.options import FILE, PATH, listed
from survey.commands.questionnaire_commands import questionnaire
from survey.commands.results_commands import estimates, export, report
from survey.commands.serve_command import serve
from survey.commands.speech import tell, warn
from survey.commands.unit_commands import procedure, unit
from survey.commands.wave_commands import wave


@click.group(cls=AppGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hailong", prog_name="hailong")
def cli() -> None:
    """Citizen-satisfaction surveys: compute what the answers support, print a report for each unit."""


@cli.command(with_appcontext=False)
@click.argument("file", type=FILE)
@click.option(
    "--questionnaire", required=True, metavar="Q.yaml", help="Questionnaire file, or code of a shipped one."
)
@click.option("--unit", required=True, metavar="COL", help="Column of the rated unit.")
@click.option("--out", required=True, type=PATH, metavar="DIR", help="New folder for the results.")
@click.option("--wave", metavar="COL", help="Column of the wave; changes between waves are tested.")
@click.option("--by", multiple=True, metavar="COL", help="Break figures down by this column; repeatable.")
@click.option("--stratum", multiple=True, metavar="COL[,COL]", help="Strata; default: each unit (and wave).")
@click.option("--no-strata", "one_stratum", is_flag=True, help="The whole file is one stratum.")
@click.option("--psu", multiple=True, metavar="COL[,COL]", help="Sampling units, one column a stage.")
@click.option("--weight", metavar="COL", help="People each respondent stands for.")
@click.option(
    "--population", multiple=True, metavar="COL[,COL]", help="N to draw from, one column a stage of the draw."
)
@click.option(
    "--lonely",
    type=click.Choice(["fail", "adjust"]),
    help="A stratum of one PSU: refuse it, or hold it against the mean of all. "
    "Default: fail for strata or PSUs that are named, adjust for units with a single ballot.",
)
@click.option("--satisfied", callback=listed, metavar="4,5", help="Codes that count as satisfied.")
@click.option("--dont-know", multiple=True, callback=listed, metavar="9", help="Values meaning no opinion.")
@click.option("--missing", multiple=True, callback=listed, metavar="99", help="Values meaning no answer.")
@click.option(
    "--level", type=click.FloatRange(0.5, 0.999), default=0.95, show_default=True, help="Confidence level."
)
@click.option("--voluntary", is_flag=True, help="Answers of volunteers: no random sample, no ranking.")
@click.option("--sheet", metavar="NAME", help="Sheet of the workbook; default: the first.")
@click.option("--title", default="", metavar="TEXT", help="Title of the reports.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Language of the reports.",
)
@click.option("--simulated", is_flag=True, help="Mark every page and line as simulated data.")
@click.option("--public", is_flag=True, help="Public edition: nothing shown on fewer than 10 respondents.")
@click.option("--force", is_flag=True, help="Replace the earlier results in DIR.")
def analyse(**options: Any) -> None:
    """Compute estimates from FILE (.csv, .csv.gz or .xlsx) and print a report for each unit.

    FILE has a header and one row a ballot; the columns of the items bear the items' codes.
    DIR gets estimates.csv (UTF-8, comma), estimates.json, changes.csv and the folder reports.
    """
    request = Request(**options)
    if request.voluntary and request.population:
        raise click.UsageError(
            "volunteers are no draw from a population, so there is nothing to correct for; "
            "--voluntary with --population; leave one of them out"
        )
    if request.one_stratum and request.stratum:
        raise click.UsageError(
            "there are strata or there are none; --stratum with --no-strata; leave one out"
        )
    from survey.analysing.analyse import analyse as run

    written = run(request, warn=warn)
    tell(f"{request.out}: {line}" for line in written.lines)


@cli.command(with_appcontext=False)
@click.argument("folder", type=PATH, metavar="DIR")
@click.option(
    "--serve/--no-serve",
    "serving",
    default=None,
    envvar="SERVE",
    help="Serve it afterwards on 127.0.0.1; default: only at a terminal.",
)
def demo(folder: Path, serving: bool | None) -> None:
    """Make a simulated province with its database and reports, everything in the new folder DIR.

    The environment variable SERVE=1 or SERVE=0 says the same as the option.
    """
    from survey.demo.run import demo as run

    for line in run(folder, warn=warn):
        click.echo(line)
    if sys.stdout.isatty() if serving is None else serving:
        from survey.demo.serving import serve_demo

        serve_demo(folder)


for each in (
    questionnaire,
    db,
    unit,
    procedure,
    wave,
    collector,
    jobs,
    retention,
    serve,
    estimates,
    report,
    export,
):
    cli.add_command(each)
