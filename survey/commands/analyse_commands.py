"""The words of the command `hailong` and their options; the work is done elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from survey.analysing.request import Request
from survey.commands.account_commands import account
from survey.commands.analyse_options import SECTIONS
from survey.commands.audit_commands import audit
from survey.commands.backup_commands import backup, restore
from survey.commands.code_commands import codes
from survey.commands.collector_commands import collector
from survey.commands.comment_commands import comments
from survey.commands.database_commands import db, jobs, retention
from survey.commands.device_commands import device, import_queue
from survey.commands.import_commands import import_
from survey.commands.interview_commands import interview
from survey.commands.leaflet_command import leaflet
from survey.commands.link_check_commands import doors
from survey.commands.options import FILE, PATH
from survey.commands.paper_commands import paper
from survey.commands.plan_commands import draw, plan
from survey.commands.questionnaire_commands import questionnaire
from survey.commands.results_commands import estimates, export, report
from survey.commands.sections import SectionedCommand, names_in, with_options
from survey.commands.serve_command import serve
from survey.commands.speech import tell, warn
from survey.commands.unit_commands import procedure, unit
from survey.commands.verify_command import verify
from survey.commands.wave_commands import wave


@click.group(cls=AppGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hailong", prog_name="hailong")
def cli() -> None:
    """Citizen-satisfaction surveys: compute what the answers support, print a report for each unit."""


@cli.command(with_appcontext=False, cls=SectionedCommand, sections=names_in(SECTIONS))
@click.argument("file", type=FILE)
@with_options(SECTIONS)
def analyse(**options: Any) -> None:
    """Compute estimates from FILE (.csv, .csv.gz or .xlsx) and print a report for each unit.

    FILE has a header and one row a ballot; the columns of the items bear the items' codes.
    DIR gets estimates.csv (UTF-8, comma), estimates.json, changes.csv, the workbook estimates.xlsx and
    the folder reports, and with --also a CSV and a sheet for each table more.
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
    paper,
    plan,
    draw,
    questionnaire,
    db,
    unit,
    procedure,
    wave,
    collector,
    doors,
    codes,
    device,
    import_queue,
    import_,
    interview,
    jobs,
    retention,
    account,
    audit,
    backup,
    restore,
    serve,
    estimates,
    report,
    verify,
    leaflet,
    export,
    comments,
):
    cli.add_command(each)
