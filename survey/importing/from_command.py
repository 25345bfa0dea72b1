"""An import as the command gives it: a file with options, a mapping by hand or guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from survey.files.folder import OutputExistsError
from survey.importing.guessing import guess
from survey.importing.mapping import From, Mapping, read_mapping, write_mapping
from survey.importing.source_file import SourceFile, read_source
from survey.importing.working import store_file
from survey.keys import id_of
from survey.tables import StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import load_stored
from survey.waves.waves import wave_of


@dataclass(frozen=True)
class Given:
    """What the command was given."""

    file: Path
    sheet: str | None = None
    mapping: Path | None = None
    agency: str | None = None
    day: str | None = None
    dont_know: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brought:
    """What came of it."""

    number: int
    ballots: int
    known: int
    comments: int
    notes: tuple[str, ...]


def bring(session: Session, wave_code: str, given: Given, *, by: str) -> Brought:
    """Read, check and store a file in the caller's transaction."""
    wave = wave_of(session, wave_code)
    mapping = _mapping(session, wave, given)
    run, stored, checked = store_file(session, wave, given.file, mapping=mapping, by=by, sheet=given.sheet)
    left = (f"columns that are not read: {', '.join(checked.unread)}",) if checked.unread else ()
    return Brought(id_of(run), stored.ballots, stored.known, stored.comments, (*checked.notes, *left))


def guessed(session: Session, wave_code: str, given: Given, out: Path) -> None:
    """Write what can be guessed of a file's columns.

    Raises
    ------
    OutputExistsError: there is a file of this name.
    """
    if out.exists():
        raise OutputExistsError(f"there is a file of this name; {out}; name another")
    wave = wave_of(session, wave_code)
    out.write_text(write_mapping(_mapping(session, wave, given)), encoding="utf-8", newline="\n")


def _mapping(session: Session, wave: Wave, given: Given) -> Mapping:
    """The mapping by hand, else a guess; what the options say comes before both."""
    if given.mapping is not None:
        mapping = read_mapping(given.mapping.read_bytes(), given.mapping.name)
    else:
        mapping = guess_for(session, wave, read_source(given.file, sheet=given.sheet))
    said: dict[str, From | tuple[str, ...]] = {
        name: From(value=value) for name, value in (("agency", given.agency), ("day", given.day)) if value
    }
    if given.dont_know:
        said["dont_know"] = given.dont_know
    if given.missing:
        said["missing"] = given.missing
    return mapping.model_copy(update=said)


def guess_for(session: Session, wave: Wave, source: SourceFile) -> Mapping:
    """What can be guessed of a file for the questionnaire of a wave."""
    return guess(source, load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id)))
