"""What the database knows of a wave that its official reports tell: bodies, plan, ballots by unit, modes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from reports.content import About
from reports.official.setting import Came, Setting
from survey.analysing.backgrounds import Backgrounds
from survey.analysing.documents import Document
from survey.analysing.official_documents import OfficialTask, told_of, write_official
from survey.analysing.standings import Modes
from survey.batch.earlier import earlier_work
from survey.batch.records import Journal
from survey.batch.running import Batch as Made
from survey.results.answers import COUNTED
from survey.results.fielded import Fielded
from survey.results.result_part import Part, renamed
from survey.results.result_request import ResultRequest
from survey.results.results import Results
from survey.tables import Ballot, Batch, Collector, Unit, UnitParent
from survey.tables.ballots import EXCLUDED, FLAGGED, PARTIAL
from survey.units.unit_labels import day_in


def official_batch(
    engine: Engine,
    folder: Path,
    results: Results,
    part: Part,
    known: Backgrounds,
    about: Callable[[Document], About],
    journal: Journal,
) -> Made[OfficialTask]:
    """The official reports of the waves of a series."""
    request, naming = results.request, results.naming
    labels = {each.id: naming.labels[each.id] for each in part.series.waves}
    printed = {labels[each.id]: naming.names[each.id] for each in part.series.waves}
    settings = settings_of_waves(engine, part, request, naming.language)
    told = told_of(
        part.material,
        known,
        {labels[wave]: setting for wave, setting in settings.items()},
        by_label(modes_of_waves(engine, part), labels),
    )
    return write_official(
        folder,
        renamed(part.summary, printed),
        part.series.questionnaire,
        told.renamed(printed),
        language=naming.language,
        about=about,
        journal=journal,
        earlier=earlier_work(request.out),
        jobs=request.jobs,
    )


def settings_of_waves(
    engine: Engine, part: Part, request: ResultRequest, language: str
) -> dict[int, Setting]:
    """By wave id: names given on the command, else those of the host and of the body above it."""
    with Session(engine) as session:
        return {each.id: _setting(session, part, each, request, language) for each in part.series.waves}


def modes_of_waves(engine: Engine, part: Part) -> dict[int, dict[str, dict[str, int]]]:
    """By wave id and unit: how many counted ballots came by each mode."""
    asked = (
        select(col(Ballot.wave_id), col(Ballot.agency_id), col(Collector.mode), func.count())
        .join(Collector, col(Collector.id) == col(Ballot.collector_id))
        .where(col(Ballot.wave_id).in_([each.id for each in part.series.waves]))
        .where(col(Ballot.state).in_(COUNTED))
        .group_by(col(Ballot.wave_id), col(Ballot.agency_id), col(Collector.mode))
    )
    found: dict[int, dict[str, dict[str, int]]] = {}
    with engine.connect() as connection:
        for wave, agency, mode, n in connection.execute(asked):
            name = part.table.presentation.names.get((wave, agency))
            if name is not None:
                counts = found.setdefault(wave, {}).setdefault(name, {})
                counts[mode] = counts.get(mode, 0) + n
    return found


def by_label(modes: Mapping[int, Mapping[str, Mapping[str, int]]], labels: Mapping[int, str]) -> Modes:
    """The same by the wave's label and the unit."""
    return {(labels[wave], unit): counts for wave, units in modes.items() for unit, counts in units.items()}


def _setting(session: Session, part: Part, wave: Fielded, request: ResultRequest, language: str) -> Setting:
    row = wave.wave
    host = session.get(Unit, row.host_id) if row.host_id is not None else None
    above = _above(session, host, row.opens)
    return Setting(
        superior=request.superior or (above.name if above else ""),
        issuer=request.issuer or (host.name if host else ""),
        place=request.place,
        plan=row.plan_number or "",
        legal_basis=row.legal_basis or "",
        opens=day_in(row.opens, language),
        closes=day_in(row.closes, language),
        design=row.design,
        came=_came(session, part, wave),
    )


def _above(session: Session, unit: Unit | None, day: dt.date) -> Unit | None:
    """The body that a unit belonged to on a day."""
    if unit is None:
        return None
    asked = select(Unit).join(UnitParent, col(UnitParent.parent_id) == col(Unit.id))
    asked = asked.where(col(UnitParent.unit_id) == unit.id, col(UnitParent.valid_from) <= day)
    asked = asked.where((col(UnitParent.valid_to).is_(None)) | (col(UnitParent.valid_to) >= day))
    return session.execute(asked.order_by(col(Unit.id))).scalars().first()


def _came(session: Session, part: Part, wave: Fielded) -> dict[str, Came]:
    """Ballots by unit: what was returned, excluded, left half done or flagged; paper issued."""
    asked = select(col(Ballot.agency_id), col(Ballot.state), func.count())
    asked = asked.where(col(Ballot.wave_id) == wave.id).group_by(col(Ballot.agency_id), col(Ballot.state))
    states: dict[str, Counter[str]] = {}
    for agency, state, n in session.execute(asked):
        name = part.table.presentation.names.get((wave.id, agency))
        if name is not None:
            states.setdefault(name, Counter())[state] += n
    issued = _issued(session, part, wave)
    return {
        unit: Came(
            issued=issued.get(unit),
            returned=counts.total(),
            excluded=counts[EXCLUDED],
            partial=counts[PARTIAL],
            flagged=counts[FLAGGED],
        )
        for unit, counts in states.items()
    }


def _issued(session: Session, part: Part, wave: Fielded) -> Counter[str]:
    asked = (
        select(col(Collector.agency_id), func.sum(col(Batch.issued)))
        .join(Collector, col(Collector.id) == col(Batch.collector_id))
        .where(col(Collector.wave_id) == wave.id)
        .group_by(col(Collector.agency_id))
    )
    found: Counter[str] = Counter()
    for agency, n in session.execute(asked):
        name = part.table.presentation.names.get((wave.id, agency))
        if name is not None:
            found[name] += int(n)
    return found
