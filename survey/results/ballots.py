"""Ballots as arrays for the analysis: the answer matrix, and what is known of each ballot beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Engine, func, select
from sqlmodel import col

from analysis.design import Ints
from analysis.tally import Matrix
from questionnaires.answers import positions
from questionnaires.model import Questionnaire
from survey.results.answers import COUNTED, Kind, chunks, snapshot
from survey.results.fielded import Fielded
from survey.tables import Ballot


@dataclass(frozen=True)
class Ballots:
    """n counted ballots in no particular order; ballot i is of kind `kinds[kind[i]]`.

    A kind is the wave's id and a value for each of `keys`; nothing in it can be traced to one ballot
    but what is in the ballot.
    """

    answers: Matrix
    kind: Ints
    kinds: tuple[Kind, ...]
    keys: tuple[str, ...]

    def values(self, key: str) -> list[object]:
        """The value of one key for each kind."""
        place = self.keys.index(key) + 1
        return [kind[place] for kind in self.kinds]


def read_ballots(engine: Engine, waves: Sequence[Fielded], keys: Sequence[str]) -> Ballots:
    """The counted ballots of waves whose questionnaires agree by code, laid out as the last one's."""
    wanted = waves[-1].questionnaire
    place: dict[Kind, int] = {}
    numbers, sizes, parts = [], [], []
    with snapshot(engine) as connection:
        for each in waves:
            order = layout(each.questionnaire, wanted)
            for groups in chunks(connection, each, keys):
                for group in groups:
                    numbers.append(place.setdefault((each.id, *group.kind), len(place)))
                    sizes.append(len(group.answers))
                    parts.append(group.answers if order is None else group.answers[:, order])
    answers = np.concatenate(parts) if parts else np.zeros((0, len(positions(wanted))), np.uint8)
    kind = np.repeat(np.array(numbers, np.int64), sizes)
    return Ballots(answers, kind, tuple(place), tuple(keys))


def layout(questionnaire: Questionnaire, wanted: Questionnaire) -> list[int] | None:
    """Where the positions of `wanted` stand in `questionnaire`; None where both are laid out alike."""
    own, other = positions(questionnaire), positions(wanted)
    return None if own == other else [own.index(position) for position in other]


@dataclass(frozen=True)
class Received:
    """How many ballots a wave has received, and what became of them."""

    counted: int = 0
    partial: int = 0
    excluded: int = 0
    weighted: int = 0
    """Of those counted, how many carry a weight."""


def received(engine: Engine, wave: Fielded) -> Received:
    """Ballots of a wave by what becomes of them."""
    asked = select(col(Ballot.state), func.count(), func.count(col(Ballot.weight)))
    asked = asked.where(col(Ballot.wave_id) == wave.id).group_by(col(Ballot.state))
    with engine.connect() as connection:
        found = {state: (n, weighted) for state, n, weighted in connection.execute(asked)}
    return Received(
        counted=sum(found.get(state, (0, 0))[0] for state in COUNTED),
        partial=found.get("p", (0, 0))[0],
        excluded=found.get("x", (0, 0))[0],
        weighted=sum(found.get(state, (0, 0))[1] for state in COUNTED),
    )
