"""The words `hailong wave`: plan, approve, open, close, freeze, list, and the sampling design."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import DAY, FILE
from survey.commands.speech import tell, warn

# Written out, because the tables are slow to import and other commands need none.
KINDS = ("survey", "rating")
DESIGNS = ("voluntary", "every_user", "random_sample", "stratified_clusters")
COUNTED = ("case", "person", "household")
CODE = click.argument("code")


@click.group(cls=AppGroup)
def wave() -> None:
    """Plan, open, close and freeze waves: one fielding of a questionnaire between two days."""


@wave.command(with_appcontext=False)
@click.option("--code", required=True, metavar="CODE", help="Short name, such as hai-long-2026.")
@click.option("--name", required=True, metavar="TEXT", help="Name as printed.")
@click.option(
    "--questionnaire", required=True, metavar="CODE[@VERSION]", help="A questionnaire published before."
)
@click.option("--opens", required=True, type=DAY, metavar="DAY", help="First day of collecting.")
@click.option("--closes", required=True, type=DAY, metavar="DAY", help="Last day of collecting.")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="survey",
    show_default=True,
    help="survey: sealed until approved; rating: continuous, never ranked.",
)
@click.option(
    "--design",
    type=click.Choice(DESIGNS),
    default="voluntary",
    show_default=True,
    help="How those who answer were chosen.",
)
@click.option("--plan", "plan_number", metavar="NUMBER", help="Number of the plan, for the notice.")
@click.option("--legal-basis", metavar="TEXT", help="Decision or decree it rests on.")
@click.option("--host", metavar="UNIT", help="Code of the body that runs it and signs the notice.")
@click.option("--contact", metavar="TEXT", help="Whom citizens may ask, for the notice.")
@click.option(
    "--feedback-channel", metavar="TEXT", help="Where complaints and petitions go instead, for the notice."
)
@click.option("--results", "results_address", metavar="ADDRESS", help="Where results will be published.")
@click.option("--results-month", metavar="TEXT", help='When, such as "tháng 12 năm 2026".')
@click.option("--keep-until", type=DAY, metavar="DAY", help="Last day on which ballots are kept.")
@click.option(
    "--grace-days", type=click.IntRange(0), default=7, show_default=True, help="Days for late devices."
)
@click.option("--target", type=click.IntRange(1), metavar="N", help="Ballots aimed at.")
@click.option(
    "--counted-as",
    type=click.Choice(COUNTED),
    default="case",
    show_default=True,
    help="What one unit of N is.",
)
@click.option(
    "--display-limit",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="Fewer respondents are not shown.",
)
@click.option(
    "--reliable-limit", type=click.IntRange(1), default=30, show_default=True, help="Fewer are for reference."
)
@click.option("--simulated", is_flag=True, help="Mark every page and figure as simulated data.")
@BY
def new(**plan: Any) -> None:
    """Plan a wave; it is a draft until it is approved."""
    from survey.database import session_on
    from survey.waves.waves import new_wave

    with session_on() as session:
        new_wave(session, **plan)
    tell([f"wave {plan['code']} is a draft; next: hailong wave approve {plan['code']} --by NAME"])


@wave.command("approve", with_appcontext=False)
@CODE
@click.option("--by", required=True, metavar="NAME", help="Who approves the plan; kept in the audit log.")
def approve_(code: str, by: str) -> None:
    """Approve the plan of the wave CODE."""
    from survey.database import session_on
    from survey.waves.waves import approve, wave_of

    with session_on() as session:
        approve(session, wave_of(session, code), by=by)
    tell([f"wave {code} is approved; next: hailong wave open {code}"])


@wave.command("open", with_appcontext=False)
@CODE
@BY
def open_(code: str, by: str) -> None:
    """Let ballots into the wave CODE, from its first day on."""
    from survey import dates
    from survey.database import session_on
    from survey.waves.waves import open_wave, wave_of

    with session_on() as session:
        open_wave(session, wave_of(session, code), by=by, today=dates.today())
    tell([f"wave {code} is open; make its doors: hailong collector new --wave {code}"])


@wave.command("close", with_appcontext=False)
@CODE
@BY
def close_(code: str, by: str) -> None:
    """End the wave CODE today; late devices may still send for its days of grace."""
    from survey import dates
    from survey.database import session_on
    from survey.waves.waves import close, wave_of

    with session_on() as session:
        close(session, wave_of(session, code), by=by, today=dates.today())
    tell([f"wave {code} is closed; next: hailong wave freeze {code}"])


@wave.command("freeze", with_appcontext=False)
@CODE
@click.option("--early", is_flag=True, help="Do not wait for the days of grace; late ballots are refused.")
@BY
def freeze_(code: str, early: bool, by: str) -> None:
    """Fix the ballots of the wave CODE for good: print how many and their hash, and tally them."""
    from survey import dates
    from survey.database import ready_engine
    from survey.jobs.worker import work
    from survey.jobs.worker_lock import WorkerBusyError
    from survey.waves.waves import freeze

    engine = ready_engine()
    try:
        frozen = freeze(engine, code, by=by, today=dates.today(), early=early)
        click.echo(f"{frozen.ballots} ballots, hash {frozen.hash}")
        work(engine, once=True)
    except WorkerBusyError:
        warn(f"the worker that is running does the tally (job {frozen.job_id})")
    finally:
        engine.dispose()


@wave.command("list", with_appcontext=False)
def list_waves() -> None:
    """List the waves: code, state, days, questionnaire, ballots and name, separated by tabs."""
    from survey.database import session_on
    from survey.waves.waves import counts

    with session_on() as session:
        for each, row, ballots in counts(session):
            days = f"{each.opens}\t{each.closes}"
            questionnaire = f"{row.code}@{row.version}"
            click.echo(f"{each.code}\t{each.state}\t{days}\t{questionnaire}\t{ballots}\t{each.name}")


@wave.command(with_appcontext=False)
@click.argument("file", type=FILE)
@click.option("--wave", "code", required=True, metavar="CODE", help="The wave that was sampled so.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
def cells(file: Path, code: str, dry_run: bool) -> None:
    """Load the sampling design of a wave from FILE (.csv or .xlsx), all of it or nothing.

    FILE has the columns unit and code and, where needed, stratum, stage, parent, population (N), drawn (n).
    """
    from survey.database import session_on
    from survey.waves.design_cells import import_cells
    from survey.waves.waves import wave_of

    with session_on(dry_run=dry_run) as session:
        count = import_cells(session, wave_of(session, code), file)
    tell([", ".join(f"{count[word]} {word}" for word in ("new", "changed", "unchanged"))])
