"""The word `hailong verify`: whether a PDF still shows the figures it was made with."""

from __future__ import annotations

from pathlib import Path

import click

from survey.commands.options import FILE, FONT

STATUS = {"yes": 0, "no": 1, "unknown": 3}


@click.command
@click.argument("file", type=FILE, metavar="FILE.pdf")
@click.option("--estimates", type=FILE, metavar="JSON", help="The estimates.json of the same results.")
@click.option("--manifest", type=FILE, metavar="CSV", help="The manifest.csv written with the reports.")
@FONT
@click.option(
    "--lang",
    "language",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Language of the answer.",
)
def verify(file: Path, estimates: Path | None, manifest: Path | None, language: str) -> int:
    """Say whether a report's figures are those that its data and this version make.

    A registry number, a stamp and a digital signature put on afterwards do not matter.
    The exit status is 0 for yes, 1 for no, 3 if nobody can tell (made by another program or version).
    """
    from survey.verifying.verify import Against
    from survey.verifying.verify import verify as run

    verdict = run(file, Against(estimates, manifest), language)
    click.echo(f"{file}: {verdict.lines[0]}")
    for line in verdict.lines[1:]:
        click.echo(f"  {line}")
    return STATUS[verdict.answer]
