"""Small surveys drawn at random: every kind of design, with waves, breakdowns and gaps in the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.cell import Cell
from analysis.design import Design
from analysis.figures import Limits, Summary
from analysis.plan import Plan
from analysis.summary import plan_of, summarise
from analysis.survey_table import SurveyTable
from analysis.weighting.rake import rake
from tests.analysis.cast import questionnaire

KINDS = ("simple", "finite", "weights", "strata", "clusters", "clusters_in_strata", "two_stages", "raked")
CLUSTERED = ("clusters", "clusters_in_strata")
ALL_SHOWN = Limits(display=1, reliable=1, width=1.0)
SATISFIED = (ord("4"), ord("5"))
ITEMS = ("I1", "I2", "I3", "SG")


@dataclass(frozen=True)
class Survey:
    """Letters of four items (n × 4), names of every row, weights and the columns of the design."""

    kind: str
    answers: NDArray[np.uint8]
    unit: NDArray[Any]
    wave: NDArray[Any]
    sex: NDArray[Any]
    weight: NDArray[np.float64]
    columns: dict[str, Any] = field(default_factory=dict)
    rule: str = "mean_of_items"

    @property
    def n(self) -> int:
        return len(self.answers)

    @property
    def design(self) -> Design:
        made = Design.of(self.n, weight=self.weight, **self.columns)
        if self.kind == "raked":
            return rake(made, {"sex": self.sex.tolist()}, {"sex": {"f": 60.0, "m": 40.0}}).design
        return made

    def y(self, item: int) -> NDArray[np.float64]:
        """1 where satisfied, 0 where not, NaN where there is no valid answer."""
        letter = self.answers[:, item]
        valid = (letter >= ord("1")) & (letter <= ord("5"))
        return np.where(valid, np.isin(letter, SATISFIED).astype(float), np.nan)

    def values(self) -> NDArray[np.float64]:
        return np.column_stack([self.y(item) for item in range(4)])

    def plan(self) -> Plan:
        return plan_of(questionnaire(self.rule), None, 0.95)[1]

    def table(self) -> SurveyTable:
        codings, plan = plan_of(questionnaire(self.rule), None, 0.95)
        by = {"sex": self.sex.tolist()}
        columns = (self.unit.tolist(), self.wave.tolist(), by)
        return SurveyTable.of(self.answers, codings, plan, self.design, *columns)

    def summary(self, *, wave: bool = True, by: bool = True) -> Summary:
        return summarise(
            questionnaire(self.rule),
            self.answers,
            design=self.design,
            unit=self.unit.tolist(),
            wave=self.wave.tolist() if wave else None,
            by={"sex": self.sex.tolist()} if by else None,
            limits=ALL_SHOWN,
        )

    def take(self, rows: Sequence[int]) -> Survey:
        """The same rows in another order."""
        place = list(rows)
        columns = {
            name: [np.asarray(part)[place] for part in value] if isinstance(value, list) else value[place]
            for name, value in self.columns.items()
        }
        names = {name: getattr(self, name)[place] for name in ("answers", "unit", "wave", "sex", "weight")}
        return replace(self, columns=columns, **names)


def cells(table: SurveyTable) -> dict[Any, Cell]:
    """Every cell of a table: waves, units and breakdowns."""
    found = {}
    for wave in table.wave_names:
        for unit in (None, *table.units):
            for by in (None, *(("sex", value) for value in table.by["sex"].names)):
                rows = table.rows(wave, unit, by)
                if len(rows):
                    found[wave, unit, by] = table.cell(rows)
    return found


@st.composite
def surveys(
    draw: st.DrawFn, kinds: Sequence[str] = KINDS, rules: Sequence[str] = ("mean_of_items",)
) -> Survey:
    """Two or three units of two strata of two or three villages, in two waves."""
    kind, rule = draw(st.sampled_from(list(kinds))), draw(st.sampled_from(list(rules)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    units, villages = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    of_village = rng.integers(3, 7, units * 2 * villages)
    village = np.repeat(np.arange(len(of_village)), of_village)
    n = len(village)
    unit = np.array([f"Xã {'ABC'[u]}" for u in village // (2 * villages)])
    stratum = np.array([f"tầng {s}" for s in village // villages])
    wave = np.array(["2025", "2026"])[rng.integers(0, 2, n)]
    letters = np.frombuffer(b"12345?.-", np.uint8)
    gaps = 0.25 * rng.random()
    chance = np.append(np.array([0.05, 0.05, 0.15, 0.4, 0.35]) * (1 - gaps), np.full(3, gaps / 3))
    answers = rng.choice(letters, size=(n, 4), p=chance)
    weight = np.ones(n) if kind in ("simple", "finite") or draw(st.booleans()) else rng.lognormal(0, 0.6, n)
    columns = _columns(kind, unit, stratum, village, villages)
    sex = np.where(np.arange(n) % 2 == 0, "f", "m")
    return Survey(kind, answers, unit, wave, sex, weight, columns, rule)


def _columns(
    kind: str, unit: NDArray[Any], stratum: NDArray[Any], village: NDArray[np.int64], villages: int
) -> dict[str, Any]:
    n = len(unit)
    psu = [village.astype(str)]
    people = np.bincount(village)[village] + 5.0
    within = np.unique(stratum, return_inverse=True)[1]
    listed = np.bincount(within)[within] * 2.0
    # Labels of villages are used again in every stratum: 0, 1, 2.
    again = [(village % villages).astype(str)]
    return {
        "simple": {},
        "finite": {"stratum": stratum, "population": [listed]},
        "weights": {},
        "strata": {"stratum": stratum},
        "clusters": {"psu": psu},
        "clusters_in_strata": {"stratum": stratum, "psu": again},
        "two_stages": {
            "stratum": stratum,
            "psu": [again[0], np.arange(n).astype(str)],
            "population": [np.full(n, villages + 3.0), people],
        },
        "raked": {"stratum": stratum, "psu": again},
    }[kind]
