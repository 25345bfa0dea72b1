"""The word `hailong leaflet`: the sheet for the public wall from a unit's report."""

from __future__ import annotations

from pathlib import Path

import click

from survey.commands.options import FILE, PATH


@click.command
@click.argument("file", type=FILE, metavar="REPORT.pdf")
@click.option("--address", default="", metavar="URL", help="Page of all results, as QR code and in letters.")
@click.option("--out", type=PATH, required=True, metavar="FILE.pdf", help="The leaflet to write.")
def leaflet(file: Path, address: str, out: Path) -> None:
    """Make the one-page leaflet for the public wall from a unit's report.

    Its figure, interval and sentences are those of the report, which is verified first.
    """
    from survey.files.new_files import new_files
    from survey.leaflets.from_report import leaflet_from

    made = leaflet_from(file, address)
    with new_files(out) as (part,):
        part.write_bytes(made)
    click.echo(f"{out}: 1 page")
