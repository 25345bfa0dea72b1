"""What a person asks of `hailong paper ballots`, as a frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class BallotRequest:
    """Codes of a wave and a unit; with a questionnaire instead of a database, their names as printed."""

    out: Path
    layout: Path | None = None
    n: int = 1
    wave: str = ""
    unit: str = ""
    questionnaire: str | None = None
    size: str = "A4"
    languages: tuple[str, ...] = ()
    serial_from: int | None = None
    is_test: bool = False
    by: str = "command line"

    @property
    def layout_path(self) -> Path:
        """Beside the ballots unless said otherwise."""
        return self.layout or self.out.with_suffix(".json")
