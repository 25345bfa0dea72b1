"""The words `hailong questionnaire draft | from-xlsform | check | list | publish`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.options import FILE, PATH, listed
from survey.commands.speech import tell, warn
from survey.errors import DATA


@click.group(cls=AppGroup)
def questionnaire() -> None:
    """Draft, check and list questionnaires."""


@questionnaire.command(with_appcontext=False)
@click.argument("file", type=FILE)
@click.option("--out", type=PATH, metavar="Q.yaml", help="New file; default: print it.")
@click.option(
    "--code", default=None, metavar="NAME", help="The questionnaire's code; default: the file's name."
)
@click.option("--dont-know", multiple=True, callback=listed, metavar="9", help="Values meaning no opinion.")
@click.option("--missing", multiple=True, callback=listed, metavar="99", help="Values meaning no answer.")
@click.option("--sheet", metavar="NAME", help="Sheet of the workbook; default: the first.")
@click.option("--force", is_flag=True, help="Replace Q.yaml.")
def draft(
    file: Path,
    out: Path | None,
    code: str | None,
    dont_know: tuple[str, ...],
    missing: tuple[str, ...],
    sheet: str | None,
    force: bool,
) -> None:
    """Write a first questionnaire from the columns of FILE, to be completed by hand."""
    from survey.analysing.drafting import draft_text, write_draft

    text, notes = draft_text(file, code=code, dont_know=dont_know, missing=missing, sheet=sheet)
    for note in notes:
        warn(note)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_draft(out, text, force=force)
        tell([f"{out}: complete the wording, then check it with: hailong questionnaire check {out}"])


@questionnaire.command("from-xlsform", with_appcontext=False)
@click.argument("file", type=FILE, metavar="FILE.xlsx")
@click.option("--out", type=PATH, metavar="Q.yaml", help="New file; default: print it.")
@click.option("--force", is_flag=True, help="Replace Q.yaml.")
def from_xlsform(file: Path, out: Path | None, force: bool) -> None:
    """Turn an XLSForm workbook into a questionnaire; what has no place in one is refused cell by cell."""
    from questionnaires.load import QuestionnaireError
    from survey.analysing.drafting import write_draft
    from survey.waves.form_files import yaml_of_workbook

    try:
        text = yaml_of_workbook(file.read_bytes(), file.name).decode()
    except QuestionnaireError as error:
        click.echo(str(error))
        raise click.exceptions.Exit(DATA) from None
    if out is None:
        click.echo(text, nl=False)
    else:
        write_draft(out, text, force=force)
        tell([f"{out}: look at it, then publish it with: hailong questionnaire publish {out}"])


@questionnaire.command(with_appcontext=False)
@click.argument("file", metavar="Q.yaml")
def check(file: str) -> None:
    """Say what is wrong with a questionnaire, or that nothing is."""
    from questionnaires.load import QuestionnaireError
    from survey.analysing.drafting import checked

    try:
        click.echo(checked(file))
    except QuestionnaireError as error:
        click.echo(str(error))
        raise click.exceptions.Exit(DATA) from None


@questionnaire.command("list", with_appcontext=False)
def list_shipped() -> None:
    """List the questionnaires that come with the program."""
    from survey.analysing.drafting import shipped_lines

    for line in shipped_lines():
        click.echo(line)


@questionnaire.command(with_appcontext=False)
@click.argument("file", metavar="Q.yaml", type=str)
@click.option(
    "--revises",
    metavar="VERSION",
    help="Earlier version whose series this one keeps: the meaning is the same.",
)
@click.option("--approved-by", metavar="NAME", help="Who approved that the meaning is the same.")
def publish(file: str, revises: str | None, approved_by: str | None) -> None:
    """Store a final questionnaire, a file or the code of a shipped one, so that waves can use it.

    The same file again changes nothing; a version that means something else is refused.
    """
    from survey.database import session_on
    from survey.waves.questionnaires_store import publish as store

    if revises and not approved_by:
        raise click.UsageError("a second person approves a revision; --revises; add --approved-by NAME")
    with session_on() as session:
        published = store(session, file, revises=revises, approved_by=approved_by)
        name = f"{published.row.code}@{published.row.version}"
    tell([f"{name} is stored" if published.is_new else f"{name} was stored before; nothing changed"])
