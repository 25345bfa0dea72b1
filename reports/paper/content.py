"""What a paper ballot is made from: the questionnaire, whom it is about, and what its notice may say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from questionnaires.model import Questionnaire, Text


class PaperError(ValueError):
    """A ballot that cannot be printed as asked."""


@dataclass(frozen=True)
class NoticeFacts:
    """What is known of the survey; a sentence whose fact is missing is left out."""

    host: Text | None = None
    plan: str | None = None
    limit: int = 5
    """Groups with fewer respondents are not shown."""
    results_address: str | None = None
    results_month: Text | None = None
    keep_until: dt.date | None = None
    feedback_channel: str | None = None
    contact: str | None = None


@dataclass(frozen=True)
class Paper:
    """One ballot before it has a number: the same for every copy."""

    questionnaire: Questionnaire
    languages: tuple[str, ...]
    """The first is the leading one; a second stands beside it."""
    size: str
    unit: str
    """Code of the rated unit; blank when the ballot is for no unit in particular."""
    unit_name: Text | None
    wave: str
    wave_name: Text | None
    opens: dt.date | None = None
    closes: dt.date | None = None
    notice: NoticeFacts = field(default_factory=NoticeFacts)
    is_test: bool = False
    is_simulated: bool = False
