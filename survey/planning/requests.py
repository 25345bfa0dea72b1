"""What a person asks of `hailong plan` and `hailong draw`, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Names = tuple[str, ...]


@dataclass(frozen=True)
class PlanRequest:
    """`margin` is in percentage points, as people say it; the other rates are between 0 and 1."""

    margin: float
    population: int | None = None
    units: Path | None = None
    unit: str = "unit"
    size: str = "population"
    level: float = 0.95
    p: float = 0.5
    deff: float | None = None
    icc: float | None = None
    per_psu: int | None = None
    response_rate: float = 1.0
    out: Path | None = None
    language: str = "vi"
    sheet: str | None = None
    force: bool = False


@dataclass(frozen=True)
class DrawRequest:
    """Columns are named as in the frame; `seed` None asks for one from the system."""

    file: Path
    out: Path
    method: str
    n: int | None = None
    plan: Path | None = None
    id: str | None = None
    unit: str | None = None
    stratum: str | None = None
    psu: str | None = None
    size: str | None = None
    per_psu: int | None = None
    allocation: str = "proportional"
    sd: str | None = None
    least: int = 2
    take_all: bool = False
    order: Names = ()
    reserves: int = 0
    seed: int | None = None
    sheet: str | None = None
    force: bool = False
