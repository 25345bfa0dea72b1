"""The words `hailong db`, `hailong jobs` and `hailong retention`."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import AppGroup

from survey.commands.options import DAY
from survey.commands.speech import tell, warn

BY = click.option("--by", default="command line", metavar="NAME", help="Who does it, for the audit log.")


@click.group(cls=AppGroup)
def db() -> None:
    """Look after the tables of the database that HAILONG_DATABASE names."""


@db.command(with_appcontext=False)
def upgrade() -> None:
    """Make the tables, or bring those of an earlier version up to date; run again it changes nothing."""
    from survey import database

    engine = database.engine_of()
    before = database.revision(engine)
    database.upgrade(engine)
    after = database.revision(engine)
    engine.dispose()
    tell([f"the tables are those of version {after}" + (", as before" if before == after else "")])


@click.group(cls=AppGroup)
def jobs() -> None:
    """Do, list and repeat the work that is ordered for later, such as tallies."""


@jobs.command("work", with_appcontext=False)
@click.option("--once", is_flag=True, help="End when nothing waits; default: go on until stopped.")
def work_(once: bool) -> None:
    """Do what waits, in order, and count ballots for the fieldwork board; one worker a database."""
    from survey.database import ready_engine
    from survey.jobs.worker import work

    engine = ready_engine()
    try:
        tried = work(engine, once=once)
    finally:
        engine.dispose()
    tell([f"{len(tried)} jobs tried; hailong jobs list says how they ended"])


@jobs.command("list", with_appcontext=False)
def list_jobs() -> None:
    """List every job with its state and what went wrong, the latest first."""
    from survey.database import session_on
    from survey.jobs.queue import jobs_of

    with session_on() as session:
        for job in jobs_of(session):
            line = f"{job.id}\t{job.kind}\t{job.arguments}\t{job.state}\t{job.attempts} attempts"
            click.echo(f"{line}\t{job.error}" if job.error else line)


@jobs.command("retry", with_appcontext=False)
@click.argument("number", type=int)
def retry_(number: int) -> None:
    """Put the failed job NUMBER back into the queue."""
    from survey.database import session_on
    from survey.jobs.queue import retry

    with session_on() as session:
        retry(session, number)
    tell([f"job {number} waits again"])


@click.command
@click.option("--apply", "is_applied", is_flag=True, help="Delete it; default: only say what would go.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="As if it were this day; default: today.")
@BY
def retention(is_applied: bool, day: dt.date | None, by: str) -> None:
    """Delete ballots, comments, frames and codes that are past their day, or say what would be deleted."""
    from survey import dates
    from survey.codes.retention import destroy_codes, due_codes
    from survey.database import session_on
    from survey.importing.runs import forget_expired
    from survey.waves.retention import destroy, due, sweep

    day = day or dates.today()
    with session_on() as session:
        verb = "deleted" if is_applied else "would be deleted"
        codes = due_codes(session, day)
        for over in codes:
            if is_applied:
                destroy_codes(session, over, day=day, by=by)
            click.echo(f"wave {over.wave.code}: {over.codes} one-time codes {verb}")
        found = due(session, day)
        for each in found:
            if each.loses_figures and not is_applied:
                warn(f"wave {each.wave.code} is not frozen; its figures go with its ballots")
            if is_applied:
                destroy(session, each, day=day, by=by)
            click.echo(
                f"wave {each.wave.code}: {each.ballots} ballots, {each.comments} comments, "
                f"{each.frames} frames with {each.cases} cases {verb}"
            )
        waiting = forget_expired(session) if is_applied else 0
        if waiting:
            click.echo(f"{waiting} imported files that nobody stored {verb}")
        session.commit()
        sweep(session)
    if not found and not codes and not waiting:
        click.echo(f"nothing is past its day on {day}")
    elif not is_applied:
        tell(["nothing was deleted; add --apply to delete it"])
