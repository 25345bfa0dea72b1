"""Ballots as a table of texts in one canonical order: what is exported, and what the figures are made of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.tally import Matrix
from questionnaires.answers import positions
from questionnaires.model import Questionnaire
from survey.analysing.columns import column_of
from survey.files.table import Table
from survey.results.ballots import Ballots
from survey.results.draws import Draw
from survey.tables.ballots import ALONE, CITIZEN, COMPLETE, FLAGGED, INTERPRETED, ORGANISATION, READ_ALOUD
from survey.units.unit_labels import Presented

STATES = {COMPLETE: "complete", FLAGGED: "flagged"}
ASSISTED = {ALONE: "alone", READ_ALOUD: "read_aloud", INTERPRETED: "interpreted"}
RESPONDENTS = {CITIZEN: "citizen", ORGANISATION: "organisation", None: ""}


@dataclass(frozen=True)
class Names:
    """How the numbers of the database are told to a reader."""

    waves: Mapping[int, str]
    units: Presented
    agencies: Mapping[int, str]
    points: Mapping[int, str]
    procedures: Mapping[int, str]
    fields: Mapping[int, str]
    modes: Mapping[int, str]
    draws: Mapping[int, Draw]


@dataclass(frozen=True)
class Stages:
    """Which columns the design has: sampling units, respondents as the last ones, populations, weights."""

    units: int = 0
    people: bool = False
    populations: int = 0
    weighted: bool = False

    @property
    def psus(self) -> tuple[str, ...]:
        """Columns of what was drawn, stage by stage; respondents count where something else came first."""
        return numbered("psu", self.units + (self.people and self.units > 0))


@dataclass(frozen=True)
class BallotTable:
    """Texts and answers of the same ballots in the same, canonical order."""

    table: Table
    answers: Matrix


Text = Callable[[Mapping[str, Any], Names], str]

FIELDS: dict[str, tuple[str, Text]] = {
    "agency": ("agency", lambda known, names: names.agencies[known["agency"]]),
    "service_point": ("service_point", lambda known, names: names.points[known["service_point"]]),
    "procedure": ("procedure", lambda known, names: names.procedures.get(known["procedure"], "")),
    "field": ("procedure", lambda known, names: names.fields.get(known["procedure"], "")),
    "mode": ("collector", lambda known, names: names.modes[known["collector"]]),
    "day": ("day", lambda known, _: known["day"].isoformat()),
    "language": ("language", lambda known, _: known["language"]),
    "respondent_type": ("respondent_type", lambda known, _: RESPONDENTS[known["respondent_type"]]),
    "assisted": ("assisted", lambda known, _: ASSISTED[known["assisted"]]),
    "state": ("state", lambda known, _: STATES[known["state"]]),
}
"""Columns of an export beside wave, unit and design: the key the reader needs, and the text."""


def ballot_table(
    ballots: Ballots,
    names: Names,
    stages: Stages,
    questionnaire: Questionnaire,
    *,
    source: str,
    fields: Collection[str] = (),
    items: Collection[str] = (),
) -> BallotTable:
    """Lay the ballots out; `items` are columns of answers wanted among the texts, for breakdowns.

    The order is that of the texts and then of the answers: it tells nothing of the order of arrival.
    """
    keys = ("wave", *ballots.keys)
    known = [dict(zip(keys, kind, strict=True)) for kind in ballots.kinds]
    texts = {
        "wave": [names.waves[each["wave"]] for each in known],
        "unit": [names.units[each["wave"], each["agency"]] for each in known],
        **{field: [FIELDS[field][1](each, names) for each in known] for field in FIELDS if field in fields},
        **_design(known, names, stages),
    }
    order = _order(texts, ballots)
    answers, kind = ballots.answers[order], ballots.kind[order].tolist()
    columns = {name: [values[place] for place in kind] for name, values in texts.items()}
    if stages.people and stages.units:
        columns = _with_respondents(columns, answers, stages)
    taken = [column_of(position) for position in positions(questionnaire)]
    columns = {free(name, taken): values for name, values in columns.items()}
    for number, name in enumerate(taken):
        if name in items:
            columns[name] = list(answers[:, number].tobytes().decode("ascii"))
    return BallotTable(Table(source, columns, range(2, len(answers) + 2)), answers)


def free(name: str, taken: Collection[str]) -> str:
    """The name of a column, unless an item bears it."""
    while name in taken:
        name = f"ballot_{name}"
    return name


def numbered(name: str, n: int) -> tuple[str, ...]:
    """psu, psu2, psu3."""
    return tuple(name if number == 1 else f"{name}{number}" for number in range(1, n + 1))


def _design(known: list[dict[str, Any]], names: Names, stages: Stages) -> dict[str, list[str]]:
    """The columns of stratum, sampling units, populations and weight, as many as there are."""
    found: dict[str, list[str]] = {}
    if names.draws:
        draws = [names.draws[each["cell"]] for each in known]
        found["stratum"] = [draw.stratum for draw in draws]
        for number, name in enumerate(numbered("psu", stages.units)):
            found[name] = [draw.units[number] for draw in draws]
        for number, name in enumerate(numbered("population", stages.populations)):
            found[name] = [str(draw.population[number]) for draw in draws]
    if stages.weighted:
        found["weight"] = [repr(float(each["weight"])) for each in known]
    return found


def _order(texts: Mapping[str, list[str]], ballots: Ballots) -> NDArray[np.intp]:
    kinds = list(zip(*texts.values(), strict=True))
    rank = np.empty(len(kinds), np.int64)
    rank[sorted(range(len(kinds)), key=kinds.__getitem__)] = np.arange(len(kinds))
    return np.lexsort((_letters(ballots.answers), rank[ballots.kind]))


def _letters(answers: Matrix) -> NDArray[np.bytes_]:
    return np.ascontiguousarray(answers).view(f"S{answers.shape[1]}").ravel()


def _with_respondents(columns: dict[str, list[str]], answers: Matrix, stages: Stages) -> dict[str, list[str]]:
    """Number the respondents of each last sampling unit, for they were drawn in it.

    The numbers depend on weights and answers alone, not on which other columns there are.
    """
    *_, last, respondents = stages.psus
    places = list(zip(columns["stratum"], columns[last], strict=True))
    number = {place: number for number, place in enumerate(sorted(set(places)))}
    place = np.array([number[each] for each in places])
    weight = np.array(columns.get("weight", [""] * len(places)))
    order = np.lexsort((_letters(answers), weight, place))
    first = np.searchsorted(place[order], place[order])
    numbers = np.empty(len(places), np.int64)
    numbers[order] = np.arange(len(places)) - first + 1
    names = list(columns)
    names.insert(names.index(last) + 1, respondents)
    texts = [str(each) for each in numbers.tolist()]
    return {name: texts if name == respondents else columns[name] for name in names}
