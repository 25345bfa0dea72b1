"""What a person asks of `hailong estimates` and `hailong report`, and whether it may be told yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.figures import Limits
from survey.analysing.request import RequestError
from survey.results.fielded import Fielded

PUBLIC_DISPLAY = 10
COLLECTING = ("draft", "approved", "open")
APPROVED = ("results_approved", "published")


class SealedError(ValueError):
    """Results that may not be told yet."""


@dataclass(frozen=True)
class ResultRequest:
    """Waves by their codes, and how their figures are wanted."""

    waves: tuple[str, ...]
    out: Path
    by: tuple[str, ...] = ()
    level: float = 0.95
    language: str = "vi"
    lonely: str | None = None
    merged: bool = False
    provisional: bool = False
    public: bool = False
    title: str = ""
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
    rank_volunteers: bool = False

    def limits(self, waves: Sequence[Fielded]) -> Limits:
        """The strictest thresholds among the waves' own."""
        display = max(each.wave.display_limit for each in waves)
        reliable = max(each.wave.reliable_limit for each in waves)
        if self.public:
            return Limits(display=max(display, PUBLIC_DISPLAY), reliable=reliable, public=True)
        return Limits(display=display, reliable=reliable)


def refuse_sealed(waves: Sequence[Fielded], request: ResultRequest) -> None:
    """Refuse the figures of a survey that still collects, and the public edition of unapproved ones.

    A continuous rating has no end to wait for.
    """
    if request.provisional and request.public:
        raise RequestError(
            "provisional figures are not published; --provisional with --public; leave one of them out"
        )
    for each in waves:
        if each.wave.kind != "survey":
            continue
        if is_collecting(each) and not request.provisional:
            raise SealedError(
                f"the wave is {each.wave.state}, so its figures are not final; wave {each.code}; "
                f"close it first: hailong wave close {each.code}, or add --provisional"
            )
        if request.public and each.wave.state not in APPROVED:
            raise SealedError(
                f"the results are not approved, so they are not published; wave {each.code}; "
                "leave --public out"
            )


def is_collecting(wave: Fielded) -> bool:
    """Whether a survey still collects, or has not begun to."""
    return wave.wave.kind == "survey" and wave.wave.state in COLLECTING
