"""How many ballots are wanted: of each unit by the plan of the wave, and of the wave as a whole."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from survey.fieldwork.counted import Agencies
from survey.keys import id_of
from survey.tables import Collector, DesignCell, Wave

CLUSTERS = "stratified_clusters"


def targets(session: Session, wave: Wave, agencies: Agencies) -> dict[int, int]:
    """Unit → ballots: respondents of its design cells, else the targets of its doors that are not shut."""
    return _by_doors(session, wave, agencies) | _by_cells(session, wave, agencies)


def target_of_all(wave: Wave, by_unit: dict[int, int], *, sees_all: bool) -> int | None:
    """Of the wave as planned, for those who see all of it; else the sum over the units."""
    return (wave.target if sees_all else None) or sum(by_unit.values()) or None


def _by_cells(session: Session, wave: Wave, agencies: Agencies) -> dict[int, int]:
    """Where clusters were drawn, only a cell with the code of the one above it counts people."""
    asked = select(col(DesignCell.unit_id), func.sum(col(DesignCell.drawn))).where(
        col(DesignCell.wave_id) == id_of(wave), col(DesignCell.drawn).is_not(None)
    )
    if wave.design == CLUSTERS:
        above = aliased(DesignCell)
        asked = asked.join(above, col(DesignCell.parent_id) == col(above.id))
        asked = asked.where(col(DesignCell.code) == col(above.code))
    if agencies is not None:
        asked = asked.where(col(DesignCell.unit_id).in_(agencies))
    return {unit: int(n) for unit, n in session.execute(asked.group_by(col(DesignCell.unit_id)))}


def _by_doors(session: Session, wave: Wave, agencies: Agencies) -> dict[int, int]:
    asked = select(col(Collector.agency_id), func.sum(col(Collector.target))).where(
        col(Collector.wave_id) == id_of(wave),
        col(Collector.target).is_not(None),
        col(Collector.revoked_on).is_(None),
    )
    if agencies is not None:
        asked = asked.where(col(Collector.agency_id).in_(agencies))
    return {unit: int(n) for unit, n in session.execute(asked.group_by(col(Collector.agency_id)))}
