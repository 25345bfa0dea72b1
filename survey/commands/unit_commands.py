"""The words `hailong unit` and `hailong procedure`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import DAY, FILE, PATH
from survey.commands.speech import tell

DRY_RUN = click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")


@click.group(cls=AppGroup)
def unit() -> None:
    """Load and list the units: who serves, who answers, who belonged to whom and when."""


@unit.command("import", with_appcontext=False)
@click.argument("file", type=PATH)
@click.option("--parents", type=FILE, metavar="FILE", help="Who belonged to whom, from when to when.")
@click.option("--successions", type=FILE, metavar="FILE", help="Mergers and splits, with their day.")
@DRY_RUN
@BY
def import_(file: Path, parents: Path | None, successions: Path | None, dry_run: bool, by: str) -> None:
    """Load units from FILE (.csv or .xlsx), all of it or nothing.

    FILE has the columns code, kind, name, valid_from and, where needed, name_en, valid_to, parent; or FILE is
    the word vietnam-provinces: the 34 provinces and their 63 predecessors, which come with the program.
    """
    from survey.database import session_on
    from survey.units.command_import import bring_units
    from survey.units.unit_import import Files, shipped

    files = shipped().get(str(file))
    if files and (parents or successions):
        raise click.UsageError(f"{file} brings its own; --parents, --successions; leave them out")
    files = files or Files(file, parents, successions)
    with session_on(dry_run=dry_run) as session:
        count = bring_units(session, files, by=by)
    _tell(count, dry_run)


@unit.command(with_appcontext=False)
def template() -> None:
    """Print a file of example units of a province, to be filled in and imported."""
    from survey.units.unit_import import TEMPLATE

    click.echo(TEMPLATE.read_text(encoding="utf-8"), nl=False)


@unit.command("list", with_appcontext=False)
@click.option("--on", "day", type=DAY, metavar="DAY", help="Units of this day; default: today.")
@click.option("--kind", metavar="KIND", help="Only these, such as province, department or commune.")
def list_units(day: dt.date | None, kind: str | None) -> None:
    """List the units of a day: code, kind, name and days, separated by tabs."""
    from survey import dates
    from survey.database import session_on
    from survey.units.units import units_on

    with session_on() as session:
        for each in units_on(session, day or dates.today(), kind=kind):
            ends = each.valid_to or ""
            click.echo(f"{each.code}\t{each.kind}\t{each.name}\t{each.valid_from}\t{ends}".rstrip())


@click.group(cls=AppGroup)
def procedure() -> None:
    """Load administrative procedures by field."""


@procedure.command("import", with_appcontext=False)
@click.argument("file", type=FILE)
@DRY_RUN
@BY
def import_procedures_(file: Path, dry_run: bool, by: str) -> None:
    """Load procedures from FILE (.csv or .xlsx), all of it or nothing.

    FILE has the columns code, field, name and, where one unit answers for it, agency.
    """
    from survey import dates
    from survey.database import session_on
    from survey.units.command_import import bring_procedures

    with session_on(dry_run=dry_run) as session:
        count = bring_procedures(session, file, day=dates.today(), by=by)
    _tell(count, dry_run)


def _tell(count: Counter[str], dry_run: bool) -> None:
    ending = "; nothing was written (--dry-run)" if dry_run else ""
    rows = ", ".join(f"{count[word]} {word}" for word in ("new", "changed", "unchanged"))
    tell([f"{rows}{ending}"])
