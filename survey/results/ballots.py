"""Ballots as arrays for the analysis: the answer matrix, and what is known of each ballot beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, Engine, func, select
from sqlmodel import col

from analysis.design import Ints
from analysis.tally import Matrix
from questionnaires.answers import positions
from questionnaires.model import Questionnaire
from survey.results.answers import COUNTED, Kind, chunks, snapshot
from survey.results.fielded import Fielded
from survey.tables import Ballot, Exclusion
from survey.tables.ballots import EXCLUDED

UNTOLD = "other"
"""The rule of a form that was set aside without an entry in the ledger."""


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


def read_ballots(
    engine: Engine, waves: Sequence[Fielded], keys: Sequence[str], states: Sequence[str] = COUNTED
) -> Ballots:
    """The counted ballots of waves whose questionnaires agree by code, laid out as the last one's."""
    wanted = waves[-1].questionnaire
    place: dict[Kind, int] = {}
    numbers, sizes, parts = [], [], []
    with snapshot(engine) as connection:
        for each in waves:
            order = layout(each.questionnaire, wanted)
            for groups in chunks(connection, each, keys, states):
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
    reasons: tuple[tuple[str, int], ...] = ()
    """Of those excluded, how many by which rule of the ledger, the commonest first."""


def received(engine: Engine, wave: Fielded, states: Sequence[str] = COUNTED) -> Received:
    """Ballots of a wave by what becomes of them; counted are those in these states."""
    asked = select(col(Ballot.state), func.count(), func.count(col(Ballot.weight)))
    asked = asked.where(col(Ballot.wave_id) == wave.id).group_by(col(Ballot.state))
    if wave.days is not None:
        asked = asked.where(col(Ballot.day).between(*wave.days))
    with engine.connect() as connection:
        found = {state: (n, weighted) for state, n, weighted in connection.execute(asked)}
        reasons = _reasons(connection, wave) if "x" in found else ()
    return Received(
        counted=sum(found.get(state, (0, 0))[0] for state in states),
        partial=found.get("p", (0, 0))[0],
        excluded=found.get("x", (0, 0))[0],
        reasons=reasons,
        weighted=sum(found.get(state, (0, 0))[1] for state in states),
    )


def _reasons(connection: Connection, wave: Fielded) -> tuple[tuple[str, int], ...]:
    """Excluded ballots by the first rule that was confirmed against them; untold where there is none."""
    first = select(col(Exclusion.ballot_id), func.min(col(Exclusion.rule)).label("rule"))
    first = first.where(col(Exclusion.wave_id) == wave.id, col(Exclusion.status) == "confirmed")
    ledger = first.group_by(col(Exclusion.ballot_id)).subquery()
    rule = func.coalesce(ledger.c.rule, UNTOLD)
    asked = select(rule, func.count()).select_from(Ballot)
    asked = asked.outerjoin(ledger, ledger.c.ballot_id == col(Ballot.id))
    asked = asked.where(col(Ballot.wave_id) == wave.id, col(Ballot.state) == EXCLUDED).group_by(rule)
    found = [(str(name), int(n)) for name, n in connection.execute(asked)]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))
