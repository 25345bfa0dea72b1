"""A flag: what looks odd, by which rule, on what evidence; never a deletion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.quality.settings import Settings

Severity = Literal["note", "warning", "serious"]
Kind = Literal["ballot", "batch", "interviewer", "collector", "answers", "serial", "column", "file"]

ORDER: dict[Severity, int] = {"serious": 0, "warning": 1, "note": 2}


@dataclass(frozen=True)
class Flag:
    """One thing that looks odd.

    `rule` is a key of `screen.RULES`; `kind` and `subject` say what is flagged.
    `evidence` holds the numbers; `measure` is the one of them that passed `threshold`.
    `severity`: "note" happens often and innocently, "warning" is not explained by chance,
    "serious" hardly can be. `rows` are the ballots concerned, from 0; none for a flag on a whole file.
    A flag accuses nobody: it says where to look.

    Examples
    --------
    >>> Flag("speed", "ballot", "7", {"share_of_median": 0.2}, "share_of_median", 1 / 3, "note", (6,)).says
    'speed: ballot 7 (share_of_median 0.2, threshold 0.333)'
    """

    rule: str
    kind: Kind
    subject: str
    evidence: Mapping[str, float]
    measure: str
    threshold: float
    severity: Severity
    rows: tuple[int, ...] = ()

    @property
    def says(self) -> str:
        """The flag in one line."""
        seen = f"{self.measure} {self.evidence[self.measure]:.3g}, threshold {self.threshold:.3g}"
        return f"{self.rule}: {self.kind} {self.subject} ({seen})"


def severity_of(p: float, settings: Settings) -> Severity:
    """How serious an adjusted p-value is.

    Parameters
    ----------
    p : p-value, adjusted for its family; settings : the thresholds

    Examples
    --------
    >>> severity_of(0.02, Settings()), severity_of(1e-6, Settings())
    ('warning', 'serious')
    """
    return "serious" if p < settings.serious else "warning"
