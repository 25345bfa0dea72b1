"""The names behind the numbers of ballots: units, doors, procedures, looked up once for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.files.table import clean
from survey.keys import id_of
from survey.results.ballot_table import Names
from survey.results.ballots import Ballots
from survey.results.draws import Draw
from survey.results.fielded import Fielded
from survey.tables import Collector, Procedure, Unit
from survey.units.unit_labels import Presented, unit_labels


def names_of(
    engine: Engine,
    waves: Sequence[Fielded],
    ballots: Ballots,
    *,
    labels: Mapping[int, str],
    units: Presented,
    draws: Mapping[int, Draw],
) -> Names:
    """Everything that the ballots' kinds refer to, as a reader is told."""
    with Session(engine) as session:
        agencies = _units(session, values(ballots, "agency"))
        points = _units(session, values(ballots, "service_point"))
        known = list(session.exec(select(Procedure)))
        doors = select(Collector).where(col(Collector.wave_id).in_([each.id for each in waves]))
        modes = {id_of(each): each.mode for each in session.exec(doors)}
        return Names(
            waves=labels,
            units=units,
            agencies={id_of(each): clean(each.code) for each in agencies},
            points=unit_labels(points),
            procedures={id_of(each): clean(each.code) for each in known},
            fields={id_of(each): clean(each.field) for each in known},
            modes=modes,
            draws=draws,
        )


def values(ballots: Ballots, key: str) -> set[int]:
    """The numbers that one key has among the ballots; none when it was not asked for."""
    if key not in ballots.keys:
        return set()
    place = ballots.keys.index(key) + 1
    return {kind[place] for kind in ballots.kinds if kind[place] is not None}


def agencies_by_wave(waves: Sequence[Fielded], ballots: Ballots) -> dict[int, frozenset[int]]:
    """The agencies that have ballots in each wave."""
    place = ballots.keys.index("agency") + 1
    return {each.id: frozenset(kind[place] for kind in ballots.kinds if kind[0] == each.id) for each in waves}


def _units(session: Session, numbers: Iterable[int]) -> list[Unit]:
    return list(session.exec(select(Unit).where(col(Unit.id).in_(numbers)).order_by(col(Unit.id))))
