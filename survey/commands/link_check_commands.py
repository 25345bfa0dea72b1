"""The words `hailong doors`: whether a ballot would get through each door."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import click
from flask.cli import AppGroup

from survey.commands.speech import say

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from survey.link_check.rounds import Way

UNITS = {"s": 1, "m": 60, "h": 3600}


class Span(click.ParamType[int]):
    """A span of time, as 90s, 5m or 1h."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The seconds."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,5})([smh])", str(value).strip())
        if found is None or int(found[1]) == 0:
            self.fail(f"{value!r} is no span of time; write it as 90s, 5m or 1h", param, ctx)
        return int(found[1]) * UNITS[found[2]]


@click.group(cls=AppGroup)
def doors() -> None:
    """Check that a ballot would get through each open door, and say how the last check went."""


@doors.command("check", with_appcontext=False)
@click.option("--every", type=Span(), metavar="SPAN", help="Again and again, such as 5m; default: once.")
@click.option(
    "--url",
    "base_url",
    metavar="URL",
    help="Address of the server, such as https://hailong.example: the check goes through the network. "
    "Default: straight into the database.",
)
@click.option("--wave", "wave_code", metavar="CODE", help="Only the doors of this wave.")
@click.option(
    "--last",
    "is_last",
    is_flag=True,
    help="Expect no more rounds: ends the alarm of checks that have stopped.",
)
def check_(every: int | None, base_url: str | None, wave_code: str | None, is_last: bool) -> None:
    """Send a ballot of the machine's own through each open door, and take it back.

    It is never among the ballots. With one round, the exit status is 1 if a door failed.
    """
    from survey.database import ready_engine
    from survey.link_check.here import Here
    from survey.link_check.over_network import Network
    from survey.secret_key import load_key

    if every and is_last:
        raise click.UsageError("more rounds are to come or none; --every with --last; leave one of them out")
    engine = ready_engine()
    try:
        way = Network(base_url, load_key()) if base_url else Here(engine)
        expected = 0 if is_last else every
        told = {"name": "network" if base_url else "here", "every_seconds": expected, "wave": wave_code}
        while every:
            begun = time.monotonic()
            _round(engine, way, told, is_last=False)
            time.sleep(max(0.0, every - (time.monotonic() - begun)))
        failed = _round(engine, way, told, is_last=True)
    finally:
        engine.dispose()
    raise click.exceptions.Exit(1 if failed else 0)


def _round(engine: Engine, way: Way, told: dict[str, Any], *, is_last: bool) -> int:
    """Try every door and print what came of it, of many rounds only what failed; how many doors failed."""
    from sqlalchemy.exc import SQLAlchemyError

    from survey.ballots.misses import kind_of
    from survey.link_check.rounds import check_round

    failed = 0
    try:
        for tried in check_round(engine, way, **told):
            failed += tried.fault is not None
            if tried.fault or is_last:
                click.echo(f"{tried.collector_id}\t{tried.fault or 'sound'}\t{tried.milliseconds} ms")
    except SQLAlchemyError as error:
        if is_last:
            raise
        say(f"this round ended early ({kind_of(error)}); the next one is tried all the same")
    return failed


@doors.command("status", with_appcontext=False)
def status_() -> None:
    """Say how the last check of each door went.

    The exit status is 1 if a door failed or the checks have stopped.
    """
    from sqlmodel import col, select

    from survey.database import session_on
    from survey.link_check.alarm import alarm
    from survey.tables import LinkCheck

    with session_on() as session:
        for row in session.exec(select(LinkCheck).order_by(col(LinkCheck.collector_id))):
            passed = f"passed {row.passed:%d/%m/%Y %H:%M} UTC" if row.passed else "never passed"
            line = f"{row.collector_id}\t{row.fault or 'sound'}\t{row.failures} failures"
            click.echo(f"{line}\t{passed}")
        found = alarm(session)
    if found.has_stopped and found.last:
        last = f"{found.last:%d/%m/%Y %H:%M} UTC"
        say(f"the checks have stopped; the last one was at {last}; hailong doors check --every 5m")
    raise click.exceptions.Exit(1 if found.rings else 0)
