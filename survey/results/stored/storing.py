"""Computing the results of a wave once and storing them, for pages that only read."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import chain
from typing import Any

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from reports.official.content import Official
from survey.keys import id_of
from survey.results.stored.comparing import comparison
from survey.results.stored.computing import Computed, computed
from survey.results.stored.finding import FORMAT, hash_of
from survey.results.stored.fixed import document_lines, fixed_detail
from survey.results.stored.packing import Packed
from survey.results.stored.reports_of import (
    line_documents,
    official_documents,
    packed_official,
    told,
    unit_documents,
)
from survey.results.stored.stamp import has_ballots, stamp_of, waves_beside
from survey.results.stored.writing import write_documents
from survey.tables import Result, ResultDocument, Wave
from survey.waves.events import append
from survey.waves.shown import DECIDED
from survey.waves.waves import wave_of

EMPTY: dict[str, Any] = {"format": FORMAT, "kinds": [], "units": 0}
"""The comparison of a wave that nobody has answered."""
UNDER_WAY = "0" * 64
"""The stamp of a result that is not whole yet: no wave has it."""


def store_results(engine: Engine, code: str, *, public: bool = False) -> int:
    """Compute and store the results of a wave; how many documents, 0 where those stored still hold.

    Once the results are approved they are fixed: what is stored then is never computed again. Written in
    many short transactions, so that no ballot waits; the last one says that all is there.
    """
    with Session(engine) as session:
        wave = wave_of(session, code)
        stamp, fixed = stamp_of(session, wave), wave.state in DECIDED
        codes = [each.code for each in waves_beside(session, wave)]
        is_empty = not has_ballots(session, wave)
        number = _begun(session, id_of(wave), public, stamp)
        session.commit()
    if number is None:
        return 0
    if is_empty:
        return _end(engine, number, EMPTY, stamp, fixed=fixed)
    two = computed(engine, codes, edition="two-page", public=public)
    body, official = _compared(engine, two)
    written = write_documents(engine, number, chain(official, line_documents(two), unit_documents(two)))
    if not public:
        full = computed(engine, codes, edition="full")
        written += write_documents(engine, number, unit_documents(full))
    _end(engine, number, body, stamp, fixed=fixed)
    return written


def _compared(engine: Engine, two: Computed) -> tuple[dict[str, Any], list[Packed]]:
    """The comparison of units, and the documents that Home Affairs signs."""
    known = told(engine, two)
    packed, said = [], defaultdict[str, dict[str, Official]](dict)
    for kind, language, report in official_documents(engine, two, known):
        packed.append(packed_official(kind, language, report))
        if kind is not None:
            said[kind][language] = report
    return {"format": FORMAT, **comparison(two, known.standings[two.name], said)}, packed


def _begun(session: Session, wave_id: int, public: bool, stamp: str) -> int | None:
    """The row of the result without its documents; None where what is stored still holds."""
    asked = select(Result).where(Result.wave_id == wave_id, Result.settings_hash == hash_of(public=public))
    stored = session.exec(asked.with_for_update()).first()
    if stored is None:
        stored = Result(wave_id=wave_id, settings_hash=hash_of(public=public), checksum=UNDER_WAY, body="")
        session.add(stored)
        session.flush()
    elif stored.fixed or stored.checksum == stamp:
        return None
    stored.checksum, stored.body = UNDER_WAY, ""
    session.execute(delete(ResultDocument).where(col(ResultDocument.result_id) == stored.id))
    return id_of(stored)


def _end(engine: Engine, number: int, body: dict[str, Any], stamp: str, *, fixed: bool) -> int:
    """All is written: the result says what it was made from, and holds."""
    lines = _lines(engine, number) if fixed else []
    with Session(engine) as session:
        stored = session.get_one(Result, number)
        stored.checksum, stored.fixed = stamp, fixed
        stored.body = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        if fixed:
            wave = session.get_one(Wave, stored.wave_id)
            append(session, "hailong", "result.fix", f"wave {wave.code}", fixed_detail(stored, lines))
        session.commit()
    return 0


def _lines(engine: Engine, number: int) -> list[bytes]:
    """Read before anything is written: hashing the reports of a country takes a while; no ballot waits."""
    with Session(engine) as session:
        return document_lines(session, number)
