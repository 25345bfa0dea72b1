"""Under which name each unit of each wave is shown, and which earlier units stand together as a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.results.fielded import Fielded
from survey.tables import Unit
from survey.units.mergers import Formation, formations
from survey.units.unit_labels import Presented, before, unit_labels


@dataclass(frozen=True)
class Reform:
    """A unit of the last wave that was made or changed since an earlier one.

    `pooled` when the ballots of its predecessors are shown as its own; else each keeps its own name.
    """

    wave: Fielded
    formation: Formation
    pooled: bool


@dataclass(frozen=True)
class Presentation:
    """Names of all units of all waves, and what was reformed in between."""

    names: Presented
    reforms: tuple[Reform, ...]
    own: Mapping[int, str]
    """The name of each unit that is shown or was reformed, whatever it is shown as."""


def present(
    engine: Engine, waves: Sequence[Fielded], agencies: Mapping[int, frozenset[int]], *, merged: bool
) -> Presentation:
    """Name the agencies (those with ballots, by wave id) of comparable waves, oldest first.

    A unit that was only renumbered goes on under its last name. With `merged` the predecessors of a unit
    are shown as that unit in earlier waves, if each went into it wholly and each had ballots. A unit whose
    area changed otherwise bears another name before the change, so that the two are not compared.
    """
    *earlier, last = waves
    shown = {(wave, unit): unit for wave, units in agencies.items() for unit in units}
    reforms: list[Reform] = []
    with Session(engine) as session:
        for wave in earlier:
            for formation in formations(session, wave, last, agencies[last.id]):
                roots = {root.unit_id for root in formation.roots}
                complete = formation.is_whole and roots <= agencies[wave.id]
                pooled = complete and (merged or formation.is_rename)
                if pooled:
                    shown |= {(wave.id, root): formation.unit_id for root in roots}
                if not formation.is_rename:
                    reforms.append(Reform(wave, formation, pooled))
        named = set(shown.values()) | {root.unit_id for each in reforms for root in each.formation.roots}
        labels = unit_labels(session.exec(select(Unit).where(col(Unit.id).in_(named)).order_by(col(Unit.id))))
    names = {place: labels[unit] for place, unit in shown.items()}
    for each in reforms:
        place = each.wave.id, each.formation.unit_id
        if not each.pooled and place in names:
            names[place] = before(names[place], each.formation.day)
    return Presentation(names, tuple(reforms), labels)


def unit_kinds(engine: Engine, presentation: Presentation) -> dict[str, str]:
    """The kind of every unit (department, commune, …) under the name that it is shown by."""
    with Session(engine) as session:
        kinds = {id_of(unit): unit.kind for unit in session.exec(select(Unit))}
    return {name: kinds[unit] for (_, unit), name in presentation.names.items()}
