"""What the commands say: remarks and errors on standard error, results only to a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import click


def say(line: str) -> None:
    """One line on standard error."""
    click.echo(f"hailong: {line}", err=True)


def warn(note: str) -> None:
    """A remark on what was read or set aside; never swallowed."""
    say(f"note: {note}")


def tell(lines: Iterable[str]) -> None:
    """Lines for a person at a terminal; a pipe gets none."""
    if sys.stdout.isatty():
        for line in lines:
            click.echo(line)
