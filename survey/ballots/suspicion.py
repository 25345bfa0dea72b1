"""Why somebody should look at a ballot again: noted in the ledger with it, for people to decide about."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from survey.ballots.contract import Submission
from survey.ballots.doors import Door

NOTED_BY = "hailong"
REASONS = {
    "burst": "nhiều phiếu liền nhau qua một điểm thu phiếu",
    "honeypot": "ô không hiển thị cho người trả lời đã được điền",
    "too_fast": "trả lời quá nhanh",
}
"""Rule of the ledger → what is written there; no ballot is set aside before two people agree."""

Suspect = Callable[[Door, Submission], tuple[str, ...]]
"""Which rules of REASONS a ballot goes against."""


def nothing(_door: Door, _ballot: Submission) -> tuple[str, ...]:
    """Nobody looks."""
    return ()


def ledger_row(ballot_id: uuid.UUID, door: Door, ballot: Submission, rule: str) -> dict[str, Any]:
    """The proposal to look at a ballot again."""
    return {
        "ballot_id": ballot_id,
        "wave_id": door.wave_id,
        "rule": rule,
        "reason": REASONS[rule],
        "proposed_by": NOTED_BY,
        "confirmed_by": None,
        "day": ballot.day,
        "status": "proposed",
        "collector_id": door.collector_id,
        "ended_by": None,
        "ended_because": None,
    }
