"""The words `hailong device` and `hailong import-queue`: tablets at a counter, and ballots taken off them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import FILE
from survey.commands.speech import tell, warn

DOOR = click.argument("door", type=int)
NUMBER = click.argument("number", type=int)


@click.group(cls=AppGroup)
def device() -> None:
    """Pair tablets with the door of a kiosk, see how they stand, revoke lost ones."""


@device.command("pair", with_appcontext=False)
@DOOR
@click.option("--label", default="", metavar="TEXT", help="Which tablet it is, for the list.")
@click.option("--base-url", default="", metavar="URL", help="Address of the server, for what is printed.")
@BY
def pair_(door: int, label: str, base_url: str, by: str) -> None:
    """Print a code of 6 digits that pairs one tablet with the collector DOOR, and the PIN of its staff.

    The code is typed at the address /k on the tablet within 15 minutes, once. The PIN is asked for when
    the ballots on the tablet are taken off as a file.
    """
    from survey.database import session_on
    from survey.devices.tablets import order

    with session_on() as session:
        ordered = order(session, door, label=label, by=by, now=_now())
    click.echo(f"code {ordered.code[:3]} {ordered.code[3:]}\tPIN {ordered.pin}\tdevice {ordered.device.id}")
    tell(
        [
            f"open {base_url.rstrip('/')}/k on the tablet and type the code within 15 minutes",
            "code and PIN are shown only now: keep the PIN with the staff of the place",
        ]
    )


@device.command("list", with_appcontext=False)
@click.option("--door", type=int, metavar="N", help="Only those of this collector.")
def list_(door: int | None) -> None:
    """List tablets: number, door, place, state, last heard, ballots waiting, refused, and more.

    The columns after "refused" are: hours since the oldest waiting ballot, battery, version kept for
    offline (and "old" where the server has another), browser, label. The states are unpaired, active,
    silent (in opening hours), closed (outside them) and revoked.
    """
    from survey import dates
    from survey.database import session_on
    from survey.devices.tablets import listed
    from survey.devices.worker import version

    with session_on() as session:
        for each in listed(session, door, _now()):
            tablet = each.device
            heard = f"{tablet.heard.astimezone(dates.VIETNAM):%Y-%m-%d %H:%M}" if tablet.heard else ""
            is_old = bool(tablet.app) and tablet.app != version()
            cells = (tablet.id, tablet.collector_id, each.unit.code, each.state, heard, tablet.waiting)
            more = (tablet.parked, tablet.oldest_hours, _battery(tablet.battery, tablet.charging))
            last = (f"{tablet.app} old" if is_old else tablet.app, tablet.browser, tablet.label)
            row = ("" if cell is None else str(cell) for cell in (*cells, *more, *last))
            click.echo("\t".join(row).rstrip())


@device.command("revoke", with_appcontext=False)
@NUMBER
@BY
def revoke_(number: int, by: str) -> None:
    """Take the tablet NUMBER out of use for good, at once; what came from it stays."""
    from survey import dates
    from survey.database import session_on
    from survey.devices.tablets import revoke

    with session_on() as session:
        tablet = revoke(session, number, day=dates.today(), by=by)
        n = tablet.waiting + tablet.parked
    if n:
        warn(
            f"{n} ballots were on device {number} when it was last heard; export them there with the PIN, "
            "then hailong import-queue"
        )
    tell([f"device {number} is revoked"])


@device.command("pin", with_appcontext=False)
@NUMBER
@BY
def pin_(number: int, by: str) -> None:
    """Make a new staff PIN for the tablet NUMBER, and print it; the tablet learns of it when next online."""
    from survey.database import session_on
    from survey.devices.tablets import renew_pin

    with session_on() as session:
        pin = renew_pin(session, number, by=by)
    click.echo(f"PIN {pin}\tdevice {number}")


@device.command("hours", with_appcontext=False)
@DOOR
@click.argument("hours", required=False, metavar="[HOURS]")
@click.option("--always", is_flag=True, help="Forget the hours: the door is always open.")
@BY
def hours_(door: int, hours: str | None, always: bool, by: str) -> None:
    """Set the opening hours of the collector DOOR, or print them.

    HOURS are written as "mon-fri 07:30-11:30 13:30-17:00; sat 07:30-11:30" (or t2-t6, t7, cn).
    Outside them the kiosk says that the office is closed, and a tablet that is not heard is not missed.
    """
    from survey.database import session_on
    from survey.devices.hours import read_hours, write_hours
    from survey.devices.tablets import hours_at, set_hours

    if always and hours:
        raise click.UsageError("a door has hours or is always open; HOURS with --always; leave one out")
    with session_on() as session:
        if always or hours:
            set_hours(session, door, read_hours(hours) if hours else [], by=by)
        click.echo(write_hours(hours_at(session, door)) or "always open")


@click.command("import-queue")
@click.argument("file", type=FILE)
@BY
def import_queue(file: Path, by: str) -> int:
    """Take in the ballots of FILE, exported on a tablet; ballots that came before are not stored twice.

    A ballot that is refused is named by its place in the file, with the reason; the others are stored.
    """
    from survey.ballots.store import Store
    from survey.database import ready_engine, session_on
    from survey.devices.queue_file import take_in
    from survey.waves.events import append

    engine = ready_engine()
    try:
        taken = take_in(Store(engine), file)
    finally:
        engine.dispose()
    counts = {"new": taken.new, "known": taken.known, "refused": len(taken.refused)}
    with session_on() as session:
        append(session, by, "queue.import", "file", counts)
    for line in taken.refused:
        warn(line)
    click.echo(f"{taken.total} ballots: {taken.new} new, {taken.known} known, {len(taken.refused)} refused")
    return 1 if taken.refused else 0


def _battery(percent: int | None, charging: bool | None) -> str:
    if percent is None:
        return ""
    return f"{percent}%{'+' if charging else ''}"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
