"""The word `hailong import`: anybody's answers into a wave, the list of imports, and taking one back."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import FILE, PATH, listed
from survey.commands.speech import tell, warn

RUN = "run"


class ImportGroup(AppGroup):
    """A wave may follow the word import at once: what is no word of its own is the wave."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words after import."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [RUN, *args]
        return super().parse_args(ctx, args)


@click.group("import", cls=ImportGroup)
def import_() -> None:
    """Bring answers of other programs into a wave, list what was brought, take it back.

    hailong import WAVE FILE is short for hailong import run WAVE FILE.
    """


@import_.command(RUN, with_appcontext=False)
@click.argument("wave")
@click.argument("file", type=FILE)
@click.option(
    "--mapping", "mapping_file", type=FILE, metavar="M.yaml", help="What each column is; default: guessed."
)
@click.option(
    "--write-mapping", type=PATH, metavar="M.yaml", help="Only write what is guessed into a new file."
)
@click.option("--agency", metavar="UNIT", help="Code of the unit that every row is about.")
@click.option("--day", metavar="DAY", help="Day on which every row was answered.")
@click.option("--dont-know", multiple=True, callback=listed, metavar="9", help="Values meaning no opinion.")
@click.option("--missing", multiple=True, callback=listed, metavar="99", help="Values meaning no answer.")
@click.option("--sheet", metavar="NAME", help="Sheet of the workbook; default: the first.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@BY
def run(
    wave: str,
    file: Path,
    mapping_file: Path | None,
    write_mapping: Path | None,
    agency: str | None,
    day: str | None,
    dont_know: tuple[str, ...],
    missing: tuple[str, ...],
    sheet: str | None,
    dry_run: bool,
    by: str,
) -> None:
    """Store the answers in FILE as ballots of WAVE, all of them or none.

    FILE is CSV, XLSX or SPSS (.sav), also as LimeSurvey, Kobo and ODK write it. Rows that are in the wave
    already are known and left alone; a row that is wrong is named with its cure, and then nothing is stored.
    """
    from survey.database import session_on
    from survey.importing.from_command import Given, bring, guessed

    given = Given(file, sheet, mapping_file, agency, day, dont_know, missing)
    if write_mapping is not None:
        with session_on() as session:
            guessed(session, wave, given, write_mapping)
        tell([f"{write_mapping}: complete it by hand, then give it with --mapping"])
        return
    with session_on(dry_run=dry_run) as session:
        brought = bring(session, wave, given, by=by)
    for note in brought.notes:
        warn(note)
    ending = (
        "; nothing was written (--dry-run)"
        if dry_run
        else f"; undo with: hailong import undo {brought.number}"
    )
    counted = f"{brought.ballots} ballots new, {brought.known} known before, {brought.comments} comments"
    tell([f"{counted}{ending}"])


@import_.command("list", with_appcontext=False)
def list_() -> None:
    """List imports: number, wave, file, state, ballots, comments, who and when, separated by tabs."""
    from survey.database import session_on
    from survey.importing.runs import in_vietnam, runs_in

    with session_on() as session:
        for each, wave in runs_in(session):
            when = in_vietnam(each.finished or each.created)
            counts = f"{each.ballots} ballots\t{each.comments} comments"
            said = (
                each.id,
                wave.code,
                each.file_name,
                each.state,
                counts,
                each.brought_by,
                f"{when:%Y-%m-%d %H:%M}",
            )
            click.echo("\t".join(str(part) for part in said))


@import_.command("undo", with_appcontext=False)
@click.argument("number", type=int)
@BY
def undo_(number: int, by: str) -> None:
    """Take import NUMBER back: its ballots, comments and doors go, all else stays as it is.

    It is refused once the figures of the wave are fixed, and where somebody has judged ballots or handled
    comments that came with it.
    """
    from survey.database import session_on
    from survey.importing.runs import run_of
    from survey.importing.undoing import undo

    with session_on() as session:
        gone = undo(session, run_of(session, number), by=by)
    tell([f"import {number} is undone: {gone.ballots} ballots and {gone.comments} comments are gone"])
