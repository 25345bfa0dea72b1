"""What an audit finds: where, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was recorded."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
