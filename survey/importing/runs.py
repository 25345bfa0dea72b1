"""An import from its file to its number: kept for a day, listed, dropped."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from survey import dates
from survey.importing.guessing import guess
from survey.importing.mapping import Mapping, read_mapping, write_mapping
from survey.importing.source_file import SourceFile, read_head, read_source
from survey.importing.storing import DONE, ImportingError
from survey.keys import id_of
from survey.tables import DataImport, StoredQuestionnaire, Wave
from survey.waves.events import append
from survey.waves.questionnaires_store import load_stored

KEPT = dt.timedelta(hours=24)
"""How long a file waits to be stored."""


def keep(
    session: Session, wave: Wave, path: Path, *, name: str, by: str, account_id: int | None = None
) -> DataImport:
    """Keep a file until it is stored, with what can be guessed of its columns, in the caller's transaction.

    Raises
    ------
    ImportingError: the same file is in the wave already.
    TableError: it cannot be read.
    """
    forget_expired(session)
    head = read_head(path)
    run = new_run(session, wave, path.read_bytes(), name=name, by=by, account_id=account_id)
    questionnaire = load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id))
    run.mapping = write_mapping(guess(head, questionnaire))
    run.report = json.dumps({"head": _head(head)}, ensure_ascii=False)
    run.content = gzip.compress(path.read_bytes(), 6, mtime=0)
    run.expires = dt.datetime.now(dt.UTC) + KEPT
    session.add(run)
    append(session, by, "import.upload", f"import {run.id}", {"wave": wave.code, "file": run.file_hash})
    return run


def new_run(
    session: Session, wave: Wave, content: bytes, *, name: str, by: str, account_id: int | None = None
) -> DataImport:
    """The number of an import that begins.

    Raises
    ------
    ImportingError: the same file is in the wave already.
    """
    hashed = hashlib.sha256(content).hexdigest()
    same = select(DataImport).where(DataImport.wave_id == wave.id, DataImport.file_hash == hashed)
    before = session.exec(same.where(DataImport.state == "stored")).first()
    if before is not None:
        raise ImportingError(
            f"the same file is in the wave already; {name}, import {before.id}; undo that one first"
        )
    run = DataImport(
        wave_id=id_of(wave),
        account_id=account_id,
        brought_by=by,
        file_name=name[-200:],
        file_hash=hashed,
        created=dt.datetime.now(dt.UTC),
    )
    session.add(run)
    session.flush()
    return run


def read_kept(run: DataImport) -> SourceFile:
    """The file of an import as a table.

    Raises
    ------
    ImportingError: it is kept no more.
    TableError: it cannot be read.
    """
    if run.content is None:
        raise ImportingError(f"the file is kept no more; import {run.id}; give it again")
    with tempfile.TemporaryDirectory(prefix="hailong-import-") as folder:
        # A folder of our own: the name of a stranger's file must not lead anywhere.
        path = Path(folder) / (Path(run.file_name).name or "file")
        path.write_bytes(gzip.decompress(run.content))
        return read_source(path)


def mapping_of(run: DataImport) -> Mapping | None:
    """What was said of its columns so far."""
    return read_mapping(run.mapping.encode("utf-8"), f"import {run.id}") if run.mapping else None


def drop(session: Session, run: DataImport, *, by: str) -> None:
    """Throw away an import that is not stored.

    Raises
    ------
    ImportingError: it is stored, or was.
    """
    if run.state in DONE:
        raise ImportingError(f"import {run.id} is {run.state}; only one that waits can be dropped; undo it")
    append(session, by, "import.drop", f"import {run.id}", {"file": run.file_hash})
    session.delete(run)


def run_of(session: Session, number: int) -> DataImport:
    """The import of a number.

    Raises
    ------
    ImportingError: there is none.
    """
    run = session.get(DataImport, number)
    if run is None:
        raise ImportingError(f"there is no import {number}; hailong import list shows them all")
    return run


def runs_in(session: Session, waves: Any = None) -> list[tuple[DataImport, Wave]]:
    """Imports with their waves, the latest first, without their files."""
    statement = select(DataImport, Wave).join(Wave).options(defer(DataImport.content))  # type: ignore[arg-type]
    if waves is not None:
        statement = statement.where(col(DataImport.wave_id).in_(waves))
    return list(session.exec(statement.order_by(col(DataImport.id).desc())))


def forget_expired(session: Session) -> int:
    """Files that waited too long are thrown away with what was found in them; how many."""
    past = col(DataImport.expires) < dt.datetime.now(dt.UTC)
    waiting = col(DataImport.state).in_(("uploaded", "checking", "checked"))
    gone = (
        update(DataImport)
        .where(past, waiting)
        .values(content=None, expires=None, report="{}", state="uploaded")
    )
    return int(session.execute(gone).rowcount)  # type: ignore[attr-defined]


def _head(source: SourceFile) -> dict[str, Any]:
    """The columns with a few of their words."""
    table = source.table
    first = {
        name: list(dict.fromkeys(cell[:40] for cell in table.columns[name][:200] if cell))
        for name in table.names
    }
    return {"columns": list(table.names), "samples": {name: cells[:3] for name, cells in first.items()}}


def in_vietnam(when: dt.datetime) -> dt.datetime:
    """A stored moment by the clocks of Vietnam; SQLite forgets the zone, which is UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=dt.UTC)).astimezone(dates.VIETNAM)
