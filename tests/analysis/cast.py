"""A small questionnaire and ballots for it, as the tests of the summary use them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.design import Design
from analysis.figures import Limits, Summary
from analysis.summary import summarise
from analysis.tally import matrix
from questionnaires.model import Questionnaire

LEVELS = {"1": "rất không hài lòng", "2": "không", "3": "bình thường", "4": "hài lòng", "5": "rất hài lòng"}


def questionnaire(rule: str = "mean_of_items", factors: Sequence[int] = (2, 1)) -> Questionnaire:
    """Factors F1, F2 … of so many items I1, I2 …, and SG reported beside."""
    options = [{"code": code, "label": {"vi": label}} for code, label in LEVELS.items()]
    number = iter(range(1, 100))
    blocks = [
        {
            "code": f"F{f}",
            "title": {"vi": f"yếu tố {f}"},
            "items": [_item(next(number), rule) for _ in range(size)],
        }
        for f, size in enumerate(factors, 1)
    ]
    blocks[-1]["items"].append(_item(0, rule) | {"code": "SG", "role": "overall"})
    return Questionnaire.model_validate(
        {
            "code": "cast",
            "version": "1",
            "title": {"vi": "phiếu thử"},
            "languages": ["vi"],
            "index_rule": rule,
            "scales": {
                "five": {"options": options, "positive": ["4", "5"], "no_opinion": {"vi": "không có ý kiến"}}
            },
            "blocks": [
                {
                    "code": "B",
                    "title": {"vi": "hài lòng"},
                    "role": "satisfaction",
                    "scale": "five",
                    "factors": blocks,
                }
            ],
        }
    )


def _item(number: int, rule: str) -> dict:
    item: dict = {"code": f"I{number}", "text": {"vi": f"câu {number}"}}
    return item | ({"weight": float(number + 1)} if rule == "fixed_weights" else {})


def ballots(
    n: int, seed: int = 20261122, units: Sequence[str] = ("A", "B", "C")
) -> tuple[list[str], list[str]]:
    """n answer strings of four positions, correlated within a person, and their units."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=(n, 1))
    level = np.clip(np.round(3.8 + 0.8 * mood + 0.7 * rng.normal(size=(n, 4))), 1, 5).astype(int)
    strings = ["".join("?" if rng.random() < 0.1 else str(code) for code in row) for row in level]
    return strings, [units[i] for i in rng.integers(0, len(units), n)]


def summary(
    strings: Sequence[str],
    unit: Sequence[str],
    *,
    rule: str = "mean_of_items",
    wave: Sequence[str] | None = None,
    by: dict[str, Sequence[str]] | None = None,
    design: Design | None = None,
    satisfied: Sequence[str] | None = None,
    limits: Limits | None = None,
) -> Summary:
    """The figures of some ballots, each unit (in each wave) a simple sample unless a design is given."""
    stratum = list(unit) if wave is None else [f"{w}|{u}" for w, u in zip(wave, unit, strict=True)]
    return summarise(
        questionnaire(rule),
        matrix(list(strings)),
        design=design or Design.of(len(strings), stratum=stratum, declared=False),
        unit=unit,
        wave=wave,
        by=by,
        satisfied=satisfied,
        limits=limits,
    )
