"""Where the passphrase of a backup comes from: never from an argument, which others here can see."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from survey.backup.faults import BackupError

SETTING = "HAILONG_BACKUP_PASSPHRASE"
SHORTEST = 12


def passphrase(file: Path | None, *, for_new: bool = False) -> str:
    """The first line of a file, else HAILONG_BACKUP_PASSPHRASE, else what is typed, twice for a new one.

    Raises
    ------
    BackupError: there is none, or it is too short for a new backup.
    """
    found = _first_line(file) if file else os.environ.get(SETTING) or _typed(twice=for_new)
    if for_new and len(found) < SHORTEST:
        raise BackupError(
            f"the passphrase is too short; {file or SETTING}; give {SHORTEST} characters or more, "
            "such as five words drawn by chance"
        )
    return found


def _first_line(file: Path) -> str:
    found = file.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    if not found:
        raise BackupError(f"the first line of the file is empty; {file}; write the passphrase there")
    return found


def _typed(*, twice: bool) -> str:
    if not sys.stdin.isatty():
        raise BackupError(f"there is no passphrase; {SETTING}; set it, or name a file: --passphrase-file")
    typed: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True)
    return typed
