"""Every row of a file held against the submission contract; what is left are ballots, ready to be stored."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session

from questionnaires.answers import NO_ANSWER
from questionnaires.cells import Answer
from questionnaires.model import Questionnaire
from survey.ballots.ballot_id import new_ballot_id
from survey.ballots.canonical import body_hash
from survey.ballots.marking import Sheet, mark
from survey.ballots.refusal import Reason
from survey.importing.answer_columns import AnswerColumns, answer_columns
from survey.importing.faults import Faults
from survey.importing.guessing import unread
from survey.importing.mapping import Mapping as Columns
from survey.importing.mapping import MappingError
from survey.importing.source_file import SourceFile
from survey.importing.surroundings import Place, Surroundings, surroundings
from survey.secret_key import SecretKey
from survey.tables import Wave

MODE = "import"
PURPOSE = "ballot of an imported row"
ID_BYTES = 12
REMEMBERED = 100_000
MOST_ROWS = 500_000
"""Of one import: so many are in memory together, and written while others wait."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One ballot of a file."""

    row: int
    id: uuid.UUID
    place: Place
    day: dt.date
    language: str
    seconds: int | None
    assisted: str
    state: str
    respondent_type: str | None
    answers: str
    body_hash: bytes
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Checked:
    """What a file comes to: its ballots, what is wrong, what was not read."""

    source: str
    rows: int
    ballots: list[Ready]
    faults: Faults
    key_column: str
    unread: tuple[str, ...]
    notes: tuple[str, ...]


def check(
    session: Session,
    wave: Wave,
    questionnaire: Questionnaire,
    source: SourceFile,
    mapping: Columns,
    key: SecretKey,
) -> Checked:
    """Check every row; nothing is written.

    Raises
    ------
    MappingError: the mapping does not fit the file or the questionnaire.
    """
    table, faults = source.table, Faults()
    if len(table) > MOST_ROWS:
        raise MappingError(
            f"the file has {len(table)} rows; {table.source}; {MOST_ROWS} are the most at once: split it"
        )
    answers = answer_columns(table, questionnaire, mapping, faults)
    around = surroundings(session, wave, questionnaire, table, mapping, faults)
    ids = _ids(wave, source, mapping, around.days, key, faults)
    ballots = list(_ballots(questionnaire, table.rows, answers, around, ids, faults))
    key_column = mapping.key.column if mapping.key and mapping.key.column else ""
    return Checked(
        table.source, len(table), ballots, faults, key_column, tuple(unread(source, mapping)), table.notes
    )


def _ids(
    wave: Wave,
    source: SourceFile,
    mapping: Columns,
    days: Sequence[dt.date],
    key: SecretKey,
    faults: Faults,
) -> list[uuid.UUID]:
    """The id of every row: the same for the same row in a later file, and nobody's to guess."""
    found = []
    for day, parts in zip(days, _keys(source, mapping, faults), strict=True):
        bits = int.from_bytes(key.hash_of(PURPOSE, wave.code, *parts)[:ID_BYTES], "big")
        found.append(new_ballot_id(day, bits=bits))
    return found


def _keys(source: SourceFile, mapping: Columns, faults: Faults) -> Iterator[tuple[str, ...]]:
    """What tells one row from another: the cell of the key, else all that stands in it, counted."""
    table = source.table
    if mapping.key is not None and mapping.key.column:
        seen: dict[str, int] = {}
        for row, cell in zip(table.rows, table.column(mapping.key.column), strict=True):
            if not cell:
                faults.add(row, mapping.key.column, "key_blank")
            elif cell in seen:
                faults.add(row, mapping.key.column, "key_twice", more=str(seen[cell]))
            seen.setdefault(cell, row)
            yield "key", cell
        return
    times: dict[bytes, int] = {}
    for cells in zip(*(table.columns[name] for name in sorted(table.names)), strict=True):
        whole = hashlib.sha256("\x1f".join(cells).encode("utf-8")).digest()
        times[whole] = times.get(whole, 0) + 1
        yield "row", whole.hex(), str(times[whole])


def _ballots(
    questionnaire: Questionnaire,
    rows: Sequence[int],
    columns: AnswerColumns,
    around: Surroundings,
    ids: Sequence[uuid.UUID],
    faults: Faults,
) -> Iterator[Ready]:
    marked = _Marking(questionnaire, tuple(columns.closed), tuple(columns.written))
    closed = list(zip(*columns.closed.values(), strict=True)) or [()] * len(rows)
    written = list(zip(*columns.written.values(), strict=True)) or [()] * len(rows)
    around_each = zip(
        around.places,
        around.days,
        around.languages,
        around.seconds,
        around.assisted,
        around.complete,
        strict=True,
    )
    for row, ballot_id, given, texts, each in zip(rows, ids, closed, written, around_each, strict=True):
        place, day, language, seconds, assisted, is_complete = each
        sheet, hashed = marked.sheet(given, texts, is_complete)
        for name, reason in sheet.reasons.items():
            code = name.partition(".")[2]
            faults.add(row, columns.shown_as.get(code, code), str(reason))
        yield Ready(
            row=row,
            id=ballot_id,
            place=place,
            day=day,
            language=language,
            seconds=seconds,
            assisted=assisted,
            state="c" if is_complete else "p",
            respondent_type=sheet.respondent_type,
            answers=sheet.string,
            body_hash=hashed,
            comments=tuple(sheet.comments.items()),
        )


class _Marking:
    """The rule that marks every ballot, asked once for answers that come again."""

    def __init__(self, questionnaire: Questionnaire, codes: tuple[str, ...], texts: tuple[str, ...]) -> None:
        self.questionnaire, self.codes, self.texts = questionnaire, codes, texts
        self.routed = {item.code for item in questionnaire.items if item.asked_if is not None}
        self.without_words = lru_cache(maxsize=REMEMBERED)(self._hashed)

    def sheet(self, given: tuple[Answer, ...], texts: tuple[str, ...], complete: bool) -> tuple[Sheet, bytes]:
        if any(texts):
            return self._hashed(given, complete, dict(zip(self.texts, texts, strict=True)))
        return self.without_words(given, complete)

    def _hashed(
        self, given: tuple[Answer, ...], complete: bool, comments: Mapping[str, str] | None = None
    ) -> tuple[Sheet, bytes]:
        sheet = self._mark(given, complete, comments)
        return sheet, body_hash(sheet.answers, "complete" if complete else "partial")

    def _mark(
        self, given: tuple[Answer, ...], complete: bool, comments: Mapping[str, str] | None = None
    ) -> Sheet:
        answers = dict(zip(self.codes, given, strict=True))
        sheet = mark(self.questionnaire, MODE, answers, comments or {}, complete=complete)
        # Some programs write "nothing ticked" where the question was not asked; that is silence.
        silent = [
            code
            for code in self.routed
            if answers.get(code) == () and sheet.reasons.get(f"answers.{code}") == Reason.NOT_ASKED
        ]
        if not silent:
            return sheet
        answers |= dict.fromkeys(silent, NO_ANSWER)
        return mark(self.questionnaire, MODE, answers, comments or {}, complete=complete)
