"""The words `hailong backup` and `hailong restore`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from survey.commands.database_commands import BY
from survey.commands.options import FILE, PATH
from survey.commands.speech import warn

if TYPE_CHECKING:
    from survey.backup.counting import Count

PASSPHRASE = click.option(
    "--passphrase-file",
    type=FILE,
    metavar="FILE",
    help="File whose first line is the passphrase. Default: the variable HAILONG_BACKUP_PASSPHRASE, else a "
    "question at the terminal.",
)


class BackupGroup(AppGroup):
    """`hailong backup FILE` is `hailong backup new FILE`."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; a name with a dot or a folder in it is that of the file to write."""
        found = super().get_command(ctx, cmd_name)
        if found is not None or not (Path(cmd_name).suffix or "/" in cmd_name):
            return found
        options: list[click.Parameter] = [param for param in new.params if isinstance(param, click.Option)]
        return click.Command(
            "new", params=options, callback=lambda **given: ctx.invoke(new, file=Path(cmd_name), **given)
        )


@click.group(cls=BackupGroup)
def backup() -> None:
    """Write the whole database into one encrypted file, and try whether it can be put back.

    hailong backup FILE is short for hailong backup new FILE.
    """


@backup.command("new", with_appcontext=False)
@click.argument("file", type=PATH)
@PASSPHRASE
@BY
def new(file: Path, passphrase_file: Path | None, by: str) -> None:
    """Write all tables as they are at one moment into the new FILE, encrypted; servers need not stop.

    Not in it: the secret key (hailong.key), which has to be kept elsewhere, and settings of the server.
    """
    from survey.backup.making import make
    from survey.backup.passphrase import passphrase
    from survey.database import ready_engine

    secret = passphrase(passphrase_file, for_new=True)
    engine = ready_engine()
    try:
        made = make(engine, file, secret, by=by)
    finally:
        engine.dispose()
    click.echo(f"{file}: {_summary(made.counts)}")
    click.echo(f"everything acknowledged before {made.mark.isoformat(timespec='milliseconds')} is in it")
    click.echo(f"hash of the last line of its audit log: {made.head}")


@backup.command("rehearse", with_appcontext=False)
@click.argument("file", type=FILE)
@PASSPHRASE
@click.option(
    "--server",
    metavar="ADDRESS",
    help="A PostgreSQL database beside which the scratch database is made. Default: a file that is deleted.",
)
def rehearse_(file: Path, passphrase_file: Path | None, server: str | None) -> int:
    """Put FILE into a scratch database, compare every table, audit it, and delete it again.

    The exit status is 0 if everything is there and as it was recorded, 1 if not.
    """
    from survey.backup.passphrase import passphrase
    from survey.backup.restoring import rehearse

    done, audit = rehearse(file, passphrase(passphrase_file), server=server)
    for name, count in done.counts.items():
        click.echo(f"{name}\t{count.rows}\t{count.sha256}")
    for finding in audit.findings:
        click.echo(str(finding))
    click.echo(f"{file}: {_summary(done.counts)}; counts and hashes are those of the backup")
    ending = "all is as it was recorded" if audit.is_whole else f"{len(audit.findings)} findings"
    click.echo(f"audit: {audit.lines} lines, {audit.ballots} ballots; {ending}; the scratch database is gone")
    return 0 if audit.is_whole else 1


@click.command
@click.argument("file", type=FILE)
@click.option(
    "--to",
    "address",
    metavar="ADDRESS",
    help="Database to put it into, such as sqlite:///new.db; it is made if it is a file. "
    "Default: the one that HAILONG_DATABASE names.",
)
@click.option("--force", is_flag=True, help="Replace a database that is not empty; a file is kept beside it.")
@PASSPHRASE
@BY
def restore(file: Path, address: str | None, force: bool, passphrase_file: Path | None, by: str) -> None:
    """Put the backup FILE into an empty database, SQLite or PostgreSQL, whichever it was made from.

    FILE is read to its end first: a wrong passphrase, a changed or a cut-off file changes nothing.
    """
    from survey.backup.passphrase import passphrase
    from survey.backup.restoring import restore as run
    from survey.database import engine_of

    engine = engine_of(address)
    try:
        done = run(file, passphrase(passphrase_file), engine, by=by, force=force)
    finally:
        engine.dispose()
    where = engine.url.render_as_string(hide_password=True)
    click.echo(f"{where}: {_summary(done.counts)}; counts and hashes are those of the backup")
    click.echo(f"hash of the last line of its audit log when it was made: {done.head.head}")
    if done.kept:
        warn(f"the database that was there is kept; {done.kept}; delete it when it is no longer needed")
    if done.other_key:
        warn("the secret key here is not the one of this database; bring hailong.key back from its own copy")


def _summary(counts: Mapping[str, Count]) -> str:
    rows = sum(count.rows for count in counts.values())
    return f"{rows} rows in {len(counts)} tables, {counts['ballot'].rows} of them ballots"
