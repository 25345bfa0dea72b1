"""Why a backup cannot be made, read or put back."""

from __future__ import annotations


class BackupError(ValueError):
    """A backup that cannot be made, read or put back."""


def broken(path: object) -> BackupError:
    """A file that was changed or cut off after it was made."""
    return BackupError(
        f"the backup was changed or cut off; {path}; take another copy of it, or another backup"
    )
