"""How many ballots are wanted: of each unit by the plan of the wave, and of the wave as a whole."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session, col

from survey.fieldwork.counted import Agencies
from survey.keys import id_of
from survey.tables import Collector, DesignCell, Wave


def targets(session: Session, wave: Wave, agencies: Agencies) -> dict[int, int]:
    """Unit → ballots: those of its cells of the last stage, else those of its doors that are not shut."""
    return _by_doors(session, wave, agencies) | _by_cells(session, wave, agencies)


def target_of_all(wave: Wave, by_unit: dict[int, int], *, sees_all: bool) -> int | None:
    """Of the wave as planned, for those who see all of it; else the sum over the units."""
    return (wave.target if sees_all else None) or sum(by_unit.values()) or None


def _by_cells(session: Session, wave: Wave, agencies: Agencies) -> dict[int, int]:
    """What is drawn in the last stage are respondents; in a stage above it, places to draw them in."""
    above = select(col(DesignCell.parent_id)).where(
        col(DesignCell.wave_id) == id_of(wave), col(DesignCell.parent_id).is_not(None)
    )
    asked = select(col(DesignCell.unit_id), func.sum(col(DesignCell.drawn))).where(
        col(DesignCell.wave_id) == id_of(wave),
        col(DesignCell.drawn).is_not(None),
        col(DesignCell.id).not_in(above),
    )
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
