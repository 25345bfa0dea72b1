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
@click.option(
    "--base-url", default="", metavar="URL", help="Address of the server, such as https://hailong.example."
)
@click.option("--qr", type=PATH, metavar="FILE", help="QR code as .svg or .png; default: on the terminal.")
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
    by: str,
) -> None:
    """Make a door and print its link, once: only the hash of its token is kept."""
    from survey.database import session_on
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
    with session_on() as session:
        made, token = make(session, wanted, by=by)
        link = f"{base_url.rstrip('/')}/s/{token}"
        if qr:
            write(qr, link)
    click.echo(link)
    if base_url and not qr and sys.stdout.isatty():
        click.echo(draw(link))
    tell([f"collector {made.id}; this link is shown only now: keep it, or make another collector"])


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
