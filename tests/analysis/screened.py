"""Simulated honest surveys for the rules on quality, into which a test plants its own fraud."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analysis.quality.ballots import Ballots
from analysis.tally import Matrix

AREAS, COLLECTORS, INTERVIEWERS, DAYS = 4, 8, 8, 20
HOURS = np.array([3, 5, 6, 5, 2, 1, 3, 5, 4, 2]) / 36
"""How busy the hours from 7 to 16 are."""


@dataclass(frozen=True)
class Survey:
    """Columns of an honest survey; `ballots()` hands them to the rules."""

    answers: Matrix
    columns: dict[str, Any]

    def ballots(self, **changed: Any) -> Ballots:
        return Ballots.of(self.answers, **{**self.columns, **changed})

    def with_answers(self, rows: Any, text: str) -> Survey:
        """The same survey with one ballot's answers standing in some rows."""
        answers = self.answers.copy()
        answers[rows] = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
        return replace(self, answers=answers)

    def with_column(self, name: str, rows: Any, value: Any) -> Survey:
        """The same survey with one value of a column standing in some rows."""
        column = np.array(self.columns[name])
        column[rows] = value
        return replace(self, columns={**self.columns, name: column.tolist() if name in LABELS else column})


LABELS = {"mode", "area", "collector", "interviewer", "batch", "serial"}


def honest(seed: int, n: int = 600, items: int = 20) -> Survey:
    """A survey without any fraud: correlated answers by factor, areas that differ, busy and idle hours.

    Satisfied people, as in life: about one ballot in a hundred is a straight line of fives, and half of
    all waiting times are rounded to five minutes.
    """
    rng = np.random.default_rng(seed)
    area = rng.integers(AREAS, size=n)
    level = rng.normal(0.8, 1.0, size=n) + rng.normal(0, 0.2, size=AREAS)[area]
    factor = np.repeat(rng.normal(0, 0.5, size=(n, -(-items // 5))), 5, axis=1)[:, :items]
    latent = level[:, None] + factor + rng.normal(0, 0.4, size=items) + rng.normal(0, 0.7, size=(n, items))
    answers = (np.digitize(latent, [-1.5, -0.7, 0.1, 1.0]) + ord("1")).astype(np.uint8)
    answers[rng.random(answers.shape) < 0.03] = ord(".")
    mode = rng.choice(["phone", "paper", "kiosk"], size=n)
    day = rng.integers(DAYS, size=n)
    minutes = np.round(rng.gamma(3, 10, size=n))
    rounded = rng.random(n) < 0.5
    batch = [f"b{a}-{d // 4}" for a, d in zip(area, day, strict=True)]
    columns: dict[str, Any] = {
        "scale": range(items),
        "mode": mode.tolist(),
        "area": [f"xã {each}" for each in area],
        "collector": [f"c{each}" for each in area * 2 + rng.integers(2, size=n)],
        "interviewer": [f"i{each}" for each in rng.integers(INTERVIEWERS, size=n)],
        "batch": np.where(mode == "paper", batch, "").tolist(),
        "seconds": np.where(mode == "paper", np.nan, np.exp(rng.normal(np.log(120), 0.4, size=n))),
        "day": day,
        "hour": day * 24 + rng.choice(np.arange(7, 17), p=HOURS, size=n),
        "numbers": {"minutes": np.where(rounded, np.round(minutes / 5) * 5, minutes)},
    }
    return Survey(answers, columns)
