"""Kinds of command-line options shared by the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def listed(_context: click.Context, _option: click.Parameter, value: Any) -> tuple[str, ...]:
    """Values given once with commas or several times."""
    texts = value if isinstance(value, tuple) else (value,)
    return tuple(part.strip() for text in texts if text for part in text.split(",") if part.strip())
