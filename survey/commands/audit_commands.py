"""The words `hailong audit`: verify, list and export the audit log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from flask.cli import AppGroup

from survey.commands.options import DAY, PATH
from survey.commands.speech import tell


@click.group(cls=AppGroup)
def audit() -> None:
    """Verify, search and export the audit log: who did what to which, and when."""


@audit.command("verify", with_appcontext=False)
@click.option("--head", metavar="HASH", help="Hash of a last line that was noted earlier: is it still there?")
def verify_(head: str | None) -> int:
    """Hold the audit log, ballots, frozen waves and approved results against what was recorded.

    Every line that was altered, taken out or put in is named, and every ballot, wave and result that is not
    as it was recorded. The exit status is 0 if all is as it was, 1 if not.
    """
    from survey.audit.verify import verify
    from survey.database import ready_engine

    engine = ready_engine()
    try:
        found = verify(engine, head=head)
    finally:
        engine.dispose()
    for finding in found.findings:
        click.echo(str(finding))
    click.echo(f"audit log: {found.lines} lines; hash of the last: {found.head}")
    click.echo(f"{found.ballots} ballots of {found.waves} waves, {found.frozen} of them frozen")
    click.echo("all is as it was recorded" if found.is_whole else f"{len(found.findings)} findings")
    return 0 if found.is_whole else 1


@audit.command("list", with_appcontext=False)
@click.option("--actor", metavar="TEXT", help="Only what was done by a name with TEXT in it.")
@click.option("--action", metavar="TEXT", help="Only actions that begin with TEXT, such as wave.")
@click.option("--subject", metavar="TEXT", help="Only what was done to something with TEXT in its name.")
@click.option("--from", "first_day", type=DAY, metavar="DAY", help="From this day on.")
@click.option("--to", "last_day", type=DAY, metavar="DAY", help="Up to this day.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Which page.")
@click.option(
    "--size",
    type=click.IntRange(1, 10_000),
    default=50,
    show_default=True,
    metavar="N",
    help="Lines on a page.",
)
def list_(
    actor: str | None,
    action: str | None,
    subject: str | None,
    first_day: dt.date | None,
    last_day: dt.date | None,
    page: int,
    size: int,
) -> None:
    """List lines, the latest first: number, time in Vietnam, actor, action, subject, detail, with tabs."""
    from survey.audit.searching import Wanted, search
    from survey.database import session_on
    from survey.dates import VIETNAM

    wanted = Wanted(actor, action, subject, first_day, last_day)
    with session_on(dry_run=True) as session:
        found = search(session, wanted, page=page, size=size)
        for each in found.events:
            time = f"{each.happened.astimezone(VIETNAM):%Y-%m-%d %H:%M:%S}"
            cells = (str(each.id), time, each.actor, each.action, each.subject, each.detail)
            click.echo("\t".join(" ".join(cell.split()) for cell in cells))
    tell([f"page {found.number} of {found.pages}, {found.found} lines"])


@audit.command("export", with_appcontext=False)
@click.argument("file", type=PATH)
def export_(file: Path) -> None:
    """Write the whole log into the new FILE (.csv or .jsonl), with its hashes, for anybody to verify."""
    from survey.audit.export import export
    from survey.database import ready_engine

    engine = ready_engine()
    try:
        count = export(engine, file)
    finally:
        engine.dispose()
    tell([f"{file}: {count} lines"])
