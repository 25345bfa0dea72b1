"""The words `hailong collector`: make the doors of a wave, list them, shut them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import PATH
from survey.commands.speech import tell

MODES = ("kiosk", "phone", "paper", "interviewer")
LAYOUTS = ("phone", "counter")
SIZES = ("A4", "A5")
DOOR = click.argument("door", type=int)
LINK = click.option(
    "--link",
    required=True,
    metavar="LINK",
    help="Its link, as printed when it was made; checked against its hash.",
)
BASE_URL = click.option(
    "--base-url", default="", metavar="URL", help="Address of the server, such as https://hailong.example."
)
OUT = click.option("--out", required=True, type=PATH, metavar="FILE.pdf", help="New file.")
SIZE = click.option(
    "--size", type=click.Choice(SIZES), default="A4", show_default=True, help="Of the poster."
)


@click.group(cls=AppGroup)
def collector() -> None:
    """Make, list and revoke collectors: the doors that ballots come through."""


@collector.command(with_appcontext=False)
@click.option("--wave", "wave_code", required=True, metavar="CODE", help="The wave it collects for.")
@click.option("--agency", required=True, metavar="UNIT", help="Code of the unit that answers for the case.")
@click.option(
    "--service-point", metavar="UNIT", help="Code of the unit the citizen comes to; default: the agency."
)
@click.option("--mode", type=click.Choice(MODES), default="phone", show_default=True, help="How it is used.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    help="Look of the form; default: counter for a kiosk, else phone.",
)
@click.option("--procedure", "procedure_code", metavar="CODE", help="The one procedure it is about.")
@click.option("--cell", "cell_code", metavar="CODE", help="The design cell whose people answer here.")
@click.option("--label", default="", metavar="TEXT", help="Where it hangs, for the list.")
@click.option("--target", type=click.IntRange(1), metavar="N", help="Ballots aimed at.")
@BASE_URL
@click.option("--qr", type=PATH, metavar="FILE", help="QR code as .svg or .png; default: on the terminal.")
@click.option(
    "--poster", "poster_file", type=PATH, metavar="FILE.pdf", help="Poster to hang up; needs --base-url."
)
@SIZE
@BY
def new(
    wave_code: str,
    agency: str,
    service_point: str | None,
    mode: str,
    layout: str | None,
    procedure_code: str | None,
    cell_code: str | None,
    label: str,
    target: int | None,
    base_url: str,
    qr: Path | None,
    poster_file: Path | None,
    size: str,
    by: str,
) -> None:
    """Make a door and print its link, once: only the hash of its token is kept."""
    from survey.database import session_on
    from survey.doors.links import door_link
    from survey.files.new_files import new_files
    from survey.keys import id_of
    from survey.waves.collectors import Wanted, make
    from survey.waves.qr_code import check_file, draw, write

    if qr:
        check_file(qr, base_url)
    wanted = Wanted(
        wave=wave_code,
        agency=agency,
        service_point=service_point,
        mode=mode,
        layout=layout or ("counter" if mode == "kiosk" else "phone"),
        procedure=procedure_code,
        cell=cell_code,
        label=label,
        target=target,
    )
    with new_files(*([poster_file] if poster_file else [])) as parts, session_on() as session:
        made, token = make(session, wanted, by=by)
        link = f"{base_url.rstrip('/')}/s/{token}"
        if poster_file:
            from survey.doors.printing import poster_of

            parts[0].write_bytes(poster_of(session, door_link(session, id_of(made), link), size=size))
        if qr:
            write(qr, link)
    click.echo(link)
    if base_url and not qr and sys.stdout.isatty():
        click.echo(draw(link))
    tell([f"collector {made.id}; this link is shown only now: keep it, or make another collector"])


@collector.command(with_appcontext=False)
@DOOR
@LINK
@BASE_URL
@OUT
@SIZE
def poster(door: int, link: str, base_url: str, out: Path, size: str) -> None:
    """Print the poster of the collector DOOR: whose service, QR code, address, until when, in both languages.

    The database cannot tell the link, for it keeps only a hash: give the one that was printed when the door
    was made. Lost, make another door, and its poster in the same step: hailong collector new --poster.
    """
    from survey.database import session_on
    from survey.doors.links import door_link
    from survey.doors.printing import poster_of
    from survey.files.new_files import new_files

    with new_files(out) as (part,), session_on() as session:
        part.write_bytes(poster_of(session, door_link(session, door, link, base_url), size=size))


@collector.command(with_appcontext=False)
@DOOR
@LINK
@BASE_URL
@OUT
@click.option("--n", type=click.IntRange(1, 5000), default=8, show_default=True, help="How many slips.")
@click.option("--procedure", "procedure_code", metavar="CODE", help="Procedure that the slips are about.")
@click.option("--field", "field_code", metavar="CODE", help="Field, as the questionnaire codes it.")
def slips(
    door: int,
    link: str,
    base_url: str,
    out: Path,
    n: int,
    procedure_code: str | None,
    field_code: str | None,
) -> None:
    """Print slips of the collector DOOR to cut apart and hand out with receipts, eight on a sheet.

    The procedure goes into the link and is stored with the ballot; the field is filled in on the form, where
    it may be changed.
    """
    from survey.database import session_on
    from survey.doors.links import door_link
    from survey.doors.printing import slips_of
    from survey.files.new_files import new_files

    with new_files(out) as (part,), session_on() as session:
        held = door_link(session, door, link, base_url)
        part.write_bytes(slips_of(session, held, n, procedure=procedure_code, field=field_code))


@collector.command("revoke", with_appcontext=False)
@click.argument("number", type=int)
@BY
def revoke_(number: int, by: str) -> None:
    """Shut the collector NUMBER for good, at once; what came through it stays."""
    from survey import dates
    from survey.database import session_on
    from survey.waves.collectors import revoke

    with session_on() as session:
        revoke(session, number, day=dates.today(), by=by)
    tell([f"collector {number} is shut"])


@collector.command("list", with_appcontext=False)
@click.option("--wave", "wave_code", metavar="CODE", help="Only those of this wave.")
def list_collectors(wave_code: str | None) -> None:
    """List collectors: number, wave, agency, mode, layout, ballots, day of revocation and label."""
    from survey.database import session_on
    from survey.waves.collectors import listed

    with session_on() as session:
        for each in listed(session, wave_code):
            click.echo("\t".join(str("" if cell is None else cell) for cell in each).rstrip())
