"""What a person asks of `hailong analyse`, as one frozen record."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Names = tuple[str, ...]

SEED = 20260701
ALSO = ("ranks", "pairs", "expected", "small-areas", "quality", "scale", "drivers", "trend")
"""The tables that can be had beside the estimates."""
ALL = "all"
MORE_FILES = (
    *("ranks.csv", "pairs.csv", "against_rest.csv", "standardised.csv", "expected.csv"),
    *("small_areas_model_based.csv", "quality.csv", "quality_effect.csv", "scale.csv", "drivers.csv"),
    *("trend.csv", "intervals.csv", "weights.csv"),
)
"""What an earlier run may have left in the folder beside the estimates."""
FULL_FILES = ("questions.csv",)
"""What the full edition adds: the answers to questions beside satisfaction."""


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
    separator: str = ","
    jobs: int | None = None
    cluster: str | None = None
    json: bool = False
    page: bool = True
    edition: Literal["two-page", "full"] = "two-page"
    classes: str | None = None
    official: bool = False
    superior: str = ""
    issuer: str = ""
    place: str = ""
    sheet: str | None = None
    targets: Path | None = None
    adjust: str | None = None
    bounds: str | None = None
    trim: str | None = None
    also: Names = ()
    kind: str | None = None
    mix: Names = ()
    mix_shares: str = "pooled"
    rank_volunteers: bool = False
    breaks: Names = ()
    seed: int = SEED
    interval: str | None = None
    seconds: str | None = None
    mode: str | None = None
    collector: str | None = None
    interviewer: str | None = None
    batch: str | None = None
    serial: str | None = None
    day: str | None = None
    hour: str | None = None

    @property
    def reweighted(self) -> bool:
        """Whether the weights of the file or of the draw are to be changed."""
        return self.targets is not None or self.trim is not None
