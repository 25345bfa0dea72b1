"""The words `hailong codes`: make the one-time codes of a door, and count them."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import PATH
from survey.commands.speech import tell, warn

DOOR = click.argument("door", type=int)
LINK = click.option(
    "--link", metavar="LINK", help="Link of the door, as printed when it was made; checked against its hash."
)
BASE_URL = click.option(
    "--base-url", default="", metavar="URL", help="Address of the server, where the link was printed without."
)


@click.group(cls=AppGroup)
def codes() -> None:
    """Make and count one-time codes: each admits one ballot, and nothing tells which."""


@codes.command(with_appcontext=False)
@DOOR
@click.option("--n", required=True, type=click.IntRange(1), metavar="N", help="How many.")
@click.option("--out", required=True, type=PATH, metavar="FILE.csv", help="New table, for SMS or Zalo.")
@click.option(
    "--sheet", type=PATH, metavar="FILE.pdf", help="New sheets of slips to cut apart; needs --link."
)
@LINK
@BASE_URL
@click.option("--plain", is_flag=True, help="CSV with commas and no byte-order mark, for other programs.")
@BY
def make(
    door: int, n: int, out: Path, sheet: Path | None, link: str | None, base_url: str, plain: bool, by: str
) -> None:
    """Make N one-time codes for the collector DOOR, which asks for one from now on.

    They are seen only now: the database keeps a hash that needs the secret key (HAILONG_KEY, or the file
    hailong.key, made where there is none). Keep a copy of the key apart from the database.
    """
    from survey import dates
    from survey.codes.code_file import write_codes
    from survey.codes.making import make_codes
    from survey.database import session_on
    from survey.doors.links import door_link
    from survey.files.new_files import new_files
    from survey.secret_key import make_key

    if sheet and not link:
        raise click.UsageError("a slip leads nowhere without the door's link; --sheet; add --link https://…")
    with new_files(*filter(None, (out, sheet)), private=True) as parts, session_on() as session:
        held = door_link(session, door, link, base_url) if link else None
        key_file = make_key()
        made = make_codes(session, door, n, day=dates.today(), by=by)
        write_codes(parts[0], made, held.address if held else None, plain=plain)
        if sheet and held:
            from survey.doors.printing import codes_of

            parts[1].write_bytes(codes_of(session, held, made))
    if key_file:
        warn(f"the secret key was made; {key_file}; keep a copy of it apart from the database")
    tell([f"{n} codes; {out} is the only place where they stand: hand them out, then delete it"])


@codes.command("list", with_appcontext=False)
def list_codes() -> None:
    """List the doors that ask for codes: collector, wave, codes made, waiting, used, separated by tabs."""
    from survey.codes.making import counted
    from survey.database import session_on

    with session_on() as session:
        for each in counted(session):
            click.echo("\t".join(map(str, (each.collector, each.wave, each.made, each.waiting, each.used))))
