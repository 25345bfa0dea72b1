"""The word `hailong comments`."""

from __future__ import annotations

from pathlib import Path

import click

from survey.commands.options import PATH
from survey.commands.results_commands import WAVES
from survey.commands.speech import tell


@click.command
@WAVES
@click.option("--out", required=True, type=PATH, metavar="FILE", help="New file: .csv, .xlsx, .html or .pdf.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Language of the words around the texts.",
)
@click.option("--force", is_flag=True, help="Replace FILE.")
def comments(waves: tuple[str, ...], out: Path, language: str, force: bool) -> None:
    """Write what people wrote into FILE, for those charged with removing private details.

    This is internal: the texts stand there as they were written. They hold no ballot id, no day and no order
    of arrival.
    """
    from survey.comments.files import check, write
    from survey.comments.reading import writings
    from survey.database import ready_engine

    check(out, force=force)
    engine = ready_engine()
    try:
        found = writings(engine, waves, language)
    finally:
        engine.dispose()
    write(found, out, force=force)
    tell([f"{out}: {len(found.texts)} comments, internal"])
