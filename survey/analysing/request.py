"""What a person asks of `hailong analyse`, as one frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Names = tuple[str, ...]


class RequestError(ValueError):
    """What is asked contradicts itself or the file, so that the command line is what to mend."""


@dataclass(frozen=True)
class Request:
    """Columns are named as the person typed them; a list of columns may be one text with commas."""

    file: Path
    questionnaire: str
    unit: str
    out: Path
    wave: str | None = None
    by: Names = ()
    stratum: Names = ()
    one_stratum: bool = False
    psu: Names = ()
    weight: str | None = None
    population: Names = ()
    satisfied: Names = ()
    dont_know: Names = ()
    missing: Names = ()
    level: float = 0.95
    lonely: str | None = None
    language: str = "vi"
    voluntary: bool = False
    title: str = ""
    simulated: bool = False
    public: bool = False
    force: bool = False
    sheet: str | None = None
