"""Simulated answers as ballots: each passes the contract of its door before it is written in bulk."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from survey.ballots.ballot_id import new_ballot_id
from survey.ballots.ballot_rows import row_of
from survey.ballots.contract import Body, check
from survey.ballots.doors import Door
from survey.ballots.marking import ON_SCREEN
from survey.demo.plan import Plan
from survey.demo.simulate import Columns
from survey.tables.ballots import EXCLUDED

PARTIAL_SHARE, ENGLISH_SHARE, HELPED_SHARE, DUPLICATE_SHARE = 0.004, 0.01, 0.06, 0.002
KEPT_OF_PARTIAL = 3
MEDIAN_SECONDS, SPREAD = 110, 0.45
SPARED = 10
"""Units with fewer ballots lose none."""

Answers = dict[str, str]


@dataclass(frozen=True)
class Made:
    """The rows of one wave: its ballots, and the ledger of those set aside."""

    ballots: list[dict[str, Any]]
    exclusions: list[dict[str, Any]]


def ballots_of(
    columns: Columns, wave: str, doors: Mapping[str, Sequence[Door]], plan: Plan, *, seed: str
) -> Made:
    """The ballots of one wave of simulated columns; each unit's come in through one of its doors."""
    random = Random(seed)
    days = _working_days(plan.opens, plan.closes)
    made = Made([], [])
    size = Counter(columns["unit"])
    for unit, answers in _answers(columns, wave):
        door = _door(doors[unit], random)
        spared = size[unit] < SPARED
        row = _ballot(door, answers, random.choice(days), random, whole=spared)
        if not spared and random.random() < DUPLICATE_SHARE:
            row["state"] = EXCLUDED
            made.exclusions.append(_exclusion(row, plan.closes))
        made.ballots.append(row)
    made.ballots.sort(key=lambda each: each["id"])
    return made


def _answers(columns: Columns, wave: str) -> Iterator[tuple[str, Answers]]:
    """Each ballot of a wave with its unit; blank stands for left out and for not asked alike."""
    items = [name for name in columns if name not in ("unit", "wave")]
    rows = zip(columns["unit"], columns["wave"], *(columns[name] for name in items), strict=True)
    for unit, of_wave, *cells in rows:
        if of_wave == wave:
            yield unit, dict(zip(items, cells, strict=True))


def _door(doors: Sequence[Door], random: Random) -> Door:
    """The first door is the busier one."""
    return doors[int(random.random() ** 2 * len(doors))]


def _ballot(door: Door, answers: Answers, day: dt.date, random: Random, *, whole: bool) -> dict[str, Any]:
    on_screen = door.mode in ON_SCREEN
    partial = on_screen and not whole and random.random() < PARTIAL_SHARE
    given = {code: cell for code, cell in answers.items() if cell} if on_screen else _blank(answers)
    body = Body(
        collector="",
        questionnaire=door.questionnaire.code,
        version=door.questionnaire.version,
        day=day,
        language="en" if random.random() < ENGLISH_SHARE else "vi",
        state="partial" if partial else "complete",
        answers=dict(list(given.items())[:KEPT_OF_PARTIAL]) if partial else given,
        seconds=round(random.lognormvariate(0, SPREAD) * MEDIAN_SECONDS) if on_screen else None,
        assisted="read_aloud" if random.random() < HELPED_SHARE else "alone",
    )
    ballot_id = new_ballot_id(day, bits=random.getrandbits(96))
    evening = dt.datetime.combine(door.closes, dt.time(20), dt.UTC)
    return row_of(door, check(door, str(ballot_id), body, now=evening)).ballot


def _blank(answers: Answers) -> Answers:
    """As a clerk keys them: "." for what the paper leaves blank."""
    return {code: cell or "." for code, cell in answers.items()}


def _exclusion(row: Mapping[str, Any], closes: dt.date) -> dict[str, Any]:
    return {
        "ballot_id": row["id"],
        "wave_id": row["wave_id"],
        "rule": "duplicate",
        "reason": "phiếu trùng (mô phỏng)",
        "proposed_by": "Người kiểm tra mô phỏng 1",
        "confirmed_by": "Người kiểm tra mô phỏng 2",
        "day": closes,
        "status": "confirmed",
        "collector_id": row["collector_id"],
    }


def _working_days(opens: dt.date, closes: dt.date) -> list[dt.date]:
    days = [opens + dt.timedelta(days=number) for number in range((closes - opens).days + 1)]
    return [day for day in days if day.weekday() < 5]
