"""The work on an import: checked as a dry run, stored whole or not at all, at once or by the worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from survey.files.table import TableError
from survey.importing.checking import Checked, Ready, check
from survey.importing.faults import FaultyRowsError
from survey.importing.mapping import Mapping, MappingError, write_mapping
from survey.importing.runs import mapping_of, new_run, read_kept
from survey.importing.source_file import SourceFile, read_source
from survey.importing.storing import DONE, ImportingError, Stored, fresh, store
from survey.jobs.queue import add_job
from survey.keys import id_of
from survey.secret_key import load_key
from survey.tables import DataImport, StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored

WAITS = {"check": "checking", "store": "storing"}
"""What is to be done → the state in which it waits for that."""
SMALL = 100 * 1024
"""Bytes, compressed, of a file that is worked on while its sender waits: some thousands of rows."""

EXPECTED: tuple[type[Exception], ...] = (FaultyRowsError, MappingError, TableError, ImportingError)
"""What is wrong with the file or its mapping, and said on its page."""


def check_source(session: Session, wave: Wave, source: SourceFile, mapping: Mapping) -> Checked:
    """Check every row of a file as it would be stored in a wave."""
    questionnaire = load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id))
    return check(session, wave, questionnaire, source, mapping, load_key())


def check_run(session: Session, run: DataImport) -> None:
    """Dry run: check every row and keep what was found with the import, in the caller's transaction."""
    note(run, _report_of(session, run))
    session.add(run)


def note(run: DataImport, report: dict[str, Any]) -> None:
    """Keep what was found beside what the file looks like."""
    head = {name: each for name, each in json.loads(run.report).items() if name == "head"}
    run.report, run.state = json.dumps(head | report, ensure_ascii=False), "checked"


def order(session: Session, run: DataImport, what: str, *, by: str) -> None:
    """Check or store an import: a small one at once, a larger one by the worker; in the caller's transaction.

    What is wrong with the file is kept with the import; then nothing is stored.
    """
    if len(run.content or b"") <= SMALL:
        do(session, run, what, by=by)
        return
    run.state = WAITS[what]
    session.add(run)
    add_job(session, "import", number=id_of(run), what=what, by=by)


def do(session: Session, run: DataImport, what: str, *, by: str) -> None:
    """Check or store, and commit; whatever is wrong with the file is said on its page."""
    number = id_of(run)
    try:
        check_run(session, run) if what == "check" else store_run(session, run, by=by)
    except EXPECTED as error:
        session.rollback()
        run = session.get_one(DataImport, number, populate_existing=True)
        if run.state not in DONE:
            note(run, told_error(error))
            session.add(run)
    session.commit()


def store_run(session: Session, run: DataImport, *, by: str) -> Stored:
    """Store an import that was checked.

    Raises
    ------
    FaultyRowsError, MappingError, TableError, ImportingError: nothing is to be kept.
    """
    wave, mapping = session.get_one(Wave, run.wave_id), mapping_of(run)
    if mapping is None:
        raise ImportingError(f"nobody has said what the columns are; import {run.id}; map them first")
    # Reading and checking take no lock; writing takes it for as short as can be.
    checked = check_source(session, wave, read_kept(run), mapping)
    stored = store(session, run, wave, checked, by=by)
    run.report = "{}"
    return stored


def store_file(
    session: Session, wave: Wave, path: Path, *, mapping: Mapping, by: str, sheet: str | None = None
) -> tuple[DataImport, Stored, Checked]:
    """Read, check and store a file at once, in the caller's transaction."""
    source = read_source(path, sheet=sheet)
    checked = check_source(session, wave, source, mapping)
    run = new_run(session, wave, path.read_bytes(), name=path.name, by=by)
    run.mapping = write_mapping(mapping)
    return run, store(session, run, wave, checked, by=by), checked


def work_on(engine: Engine, arguments: dict[str, Any]) -> None:
    """The job: check or store an import; run twice it finds the work done and does nothing."""
    number, what, by = arguments["number"], arguments["what"], arguments["by"]
    with Session(engine, expire_on_commit=False) as session:
        run = session.get(DataImport, number)
        if run is not None and run.state == WAITS[what]:
            do(session, run, what, by=by)


def told_error(error: Exception) -> dict[str, Any]:
    """What went wrong, as it is kept with the import."""
    if isinstance(error, FaultyRowsError):
        faults = error.faults
        return {"faults": [each.as_json() for each in faults.shown], "n_faults": faults.number}
    return {"error": type(error).__name__, "said": str(error)}


def _report_of(session: Session, run: DataImport) -> dict[str, Any]:
    wave, mapping = session.get_one(Wave, run.wave_id), mapping_of(run)
    try:
        if mapping is None:
            raise MappingError(f"nobody has said what the columns are; import {run.id}; map them first")
        checked = check_source(session, wave, read_kept(run), mapping)
        return _told(checked, fresh(session.connection(), checked))
    except EXPECTED as error:
        return told_error(error)


def _told(checked: Checked, new: list[Ready]) -> dict[str, Any]:
    return {
        "rows": checked.rows,
        "new": len(new),
        "known": len(checked.ballots) - len(new),
        "comments": sum(len(each.comments) for each in new),
        "partial": sum(each.state == "p" for each in new),
        "unread": list(checked.unread),
        "notes": list(checked.notes),
    }
