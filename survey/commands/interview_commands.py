"""The words `hailong interview`: lists of households, who visits whom, how the work stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import DAY, listed
from survey.commands.speech import tell, warn

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
WAVE = click.argument("wave_code", metavar="WAVE")


@click.group(cls=AppGroup)
def interview() -> None:
    """Household interviews: load drawn cases, give them to interviewers, see how the work stands."""


@interview.command("load", with_appcontext=False)
@WAVE
@click.argument("folder", type=FOLDER, metavar="DIR")
@click.option(
    "--describe",
    required=True,
    multiple=True,
    callback=listed,
    metavar="COLUMN,…",
    help="Columns by which the interviewer finds the household, such as its head and its lane.",
)
@click.option(
    "--area",
    metavar="COLUMN",
    help="Column that tells the sampling areas apart; default: the first stage of the draw, or its strata.",
)
@click.option("--source", required=True, metavar="TEXT", help="Which list the sample was drawn from.")
@click.option(
    "--delete-after",
    type=DAY,
    metavar="DAY",
    help="Last day of the list; default: 30 days after the days of grace of the wave.",
)
@BY
def load_(
    wave_code: str,
    folder: Path,
    describe: tuple[str, ...],
    area: str | None,
    source: str,
    delete_after: dt.date | None,
    by: str,
) -> None:
    """Load the sample and the reserves in DIR, as hailong draw wrote them, for the wave WAVE.

    Every sampling area becomes a list of its own. Lists are destroyed by hailong retention after their last
    day; nothing joins them to the answers.
    """
    from survey.database import session_on
    from survey.interviewing.loading import load
    from survey.waves.waves import wave_of

    with session_on() as session:
        wave = wave_of(session, wave_code)
        loaded = load(
            session,
            wave,
            folder,
            describe=describe,
            area=area,
            source=source,
            delete_after=delete_after,
            by=by,
        )
        has_cells = wave.design != "voluntary"
        for frame, drawn, reserves in loaded.frames:
            click.echo(
                f"{frame.area or 'all'}\t{drawn} drawn\t{reserves} reserves\tuntil {frame.delete_after}"
            )
    if has_cells and loaded.without_cell:
        names = ", ".join(loaded.without_cell)
        warn(f"no design cell bears the code of {names}; load the cells first: hailong wave cells")


@interview.command("assign", with_appcontext=False)
@WAVE
@click.argument("area", default="")
@click.option("--to", "fieldworker", required=True, metavar="CODE", help="The interviewer's code, no name.")
@click.option("--n", type=click.IntRange(0), metavar="N", help="How many drawn cases; default: all left.")
@click.option(
    "--agency",
    metavar="UNIT",
    help="Code of the rated unit; default: that of the design cell, else the host of the wave.",
)
@click.option("--base-url", default="", metavar="URL", help="Address of the server, for the link.")
@BY
def assign_(
    wave_code: str, area: str, fieldworker: str, n: int | None, agency: str | None, base_url: str, by: str
) -> None:
    """Give cases of AREA to an interviewer and print their link, once; reserves come in proportion.

    Run again with --n 0 it makes another link to the same cases, for another phone; revoke the lost one.
    """
    from survey.database import session_on
    from survey.interviewing.assigning import FEW, assign, frame_of
    from survey.waves.waves import wave_of

    with session_on() as session:
        wave = wave_of(session, wave_code)
        frame = frame_of(session, wave, area)
        given = assign(session, wave, frame, fieldworker, n=n, agency=agency, by=by)
    click.echo(f"{base_url.rstrip('/')}/i/{given.token}")
    if given.total < FEW:
        warn(
            f"{fieldworker} has {given.total} drawn cases in area {area or 'all'}; with fewer than {FEW} it "
            "could be guessed whose a ballot is; give more, or join areas"
        )
    tell(
        [
            f"link {given.link.id}: {given.drawn} drawn and {given.reserves} reserves given",
            "this link is shown only now: open it on the interviewer's phone while there is a network",
        ]
    )


@interview.command("revoke", with_appcontext=False)
@click.argument("number", type=int)
@BY
def revoke_(number: int, by: str) -> None:
    """Take the link NUMBER out of use for good, at once, with its door; its cases stay as they are."""
    from survey import dates
    from survey.database import session_on
    from survey.interviewing.assigning import revoke

    with session_on() as session:
        revoke(session, number, day=dates.today(), by=by)
    tell([f"interview link {number} is revoked"])


@interview.command("list", with_appcontext=False)
@WAVE
@click.option(
    "--rates", is_flag=True, help="Outcome rates of each area instead (AAPOR), open cases as unknown."
)
def list_(wave_code: str, rates: bool) -> None:
    """List how the work stands: area, interviewer, drawn, reserves, visits, outcomes, links; no household.

    With --rates: area, cases, interviewed, and the response, cooperation, refusal and contact rates.
    """
    from survey.database import session_on
    from survey.interviewing.assigning import lines
    from survey.waves.waves import wave_of

    with session_on() as session:
        found = lines(session, wave_of(session, wave_code))
    if rates:
        from survey.interviewing.rates import rate_lines

        for row in rate_lines(found):
            click.echo("\t".join(row))
        return
    for each in found:
        outcomes = ", ".join(f"{name} {n}" for name, n in sorted(each.outcomes.items()))
        numbers = (f"{each.drawn} drawn", f"{each.reserves} reserves", f"{each.visits} visits")
        row = (each.frame.area or "all", each.fieldworker or "nobody", *numbers, outcomes)
        click.echo("\t".join((*row, "link " + ", ".join(each.links) if each.links else "")).rstrip())
