"""Questionnaires in the database: published once, read back as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from pydantic import ValidationError
from sqlalchemy import delete
from sqlmodel import Session, col, select

from questionnaires.load import load_text, path_of
from questionnaires.meaning import meaning
from questionnaires.model import Questionnaire
from questionnaires.source import read
from survey.keys import id_of
from survey.tables import AnswerLabel, AnswerPosition, Ballot, StoredQuestionnaire, Wave
from survey.waves.answer_labels import label_rows, position_rows

_READING = Lock()


class VersionTakenError(ValueError):
    """The version is in the database already, with another text."""


class StoredQuestionnaireError(ValueError):
    """A questionnaire of the database that is missing, or cannot be read as it was published."""


@dataclass(frozen=True)
class Published:
    """What became of a publication: the row, and whether anything was written."""

    row: StoredQuestionnaire
    is_new: bool


def publish(
    session: Session, path_or_code: str | Path, *, revises: str | None = None, approved_by: str | None = None
) -> Published:
    """Store a final questionnaire; the same file again changes nothing.

    `revises` names an earlier version whose series this one keeps, with the person who approved that the
    meaning is the same.

    Raises
    ------
    QuestionnaireError: the file is a draft, or something is wrong with it.
    VersionTakenError: the version is stored with another meaning, or with another text and ballots.
    """
    path = path_of(path_or_code)
    return publish_text(session, str(path), path.read_bytes(), revises=revises, approved_by=approved_by)


def publish_text(
    session: Session, name: str, content: bytes, *, revises: str | None = None, approved_by: str | None = None
) -> Published:
    """Store a final questionnaire from the content of a file, as `publish` does."""
    questionnaire = load_text(name, content, for_fielding=True)
    body = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    known = find(session, questionnaire.code, questionnaire.version)
    if known is not None and known.body == body:
        return Published(known, is_new=False)
    if known is not None:
        _check_may_change(session, known, questionnaire)
    row = _filled(known, questionnaire, body)
    if revises:
        _revise(session, row, revises, approved_by)
    session.add(row)
    session.flush()
    _write_labels(session, row, questionnaire)
    return Published(row, is_new=True)


def find(session: Session, code: str, version: str | None = None) -> StoredQuestionnaire | None:
    """A stored version; without a version the one stored last."""
    statement = select(StoredQuestionnaire).where(StoredQuestionnaire.code == code)
    if version is not None:
        statement = statement.where(StoredQuestionnaire.version == version)
    return session.exec(statement.order_by(col(StoredQuestionnaire.id).desc())).first()


def load_stored(row: StoredQuestionnaire) -> Questionnaire:
    """The questionnaire of a row; the same object for the same text, so that forms can be kept by it.

    Raises
    ------
    StoredQuestionnaireError: the text is no questionnaire any more, or does not mean what was published.
    """
    return _read(row.code, row.version, row.body, row.meaning)


def _read(code: str, version: str, body: str, published: str) -> Questionnaire:
    # The first requests of a worker come at once: each must get the same object, which later caches hold.
    with _READING:
        return _read_once(code, version, body, published)


@lru_cache(maxsize=64)
def _read_once(code: str, version: str, body: str, published: str) -> Questionnaire:
    try:
        questionnaire = Questionnaire.model_validate(read(body.encode("utf-8")).data)
    except ValidationError:
        raise StoredQuestionnaireError(
            f"the stored text is no questionnaire of this program; {code} {version}; restore a backup"
        ) from None
    if meaning(questionnaire) != published:
        raise StoredQuestionnaireError(
            f"the stored text does not mean what was published; {code} {version}; restore a backup"
        )
    return questionnaire


def _check_may_change(session: Session, known: StoredQuestionnaire, questionnaire: Questionnaire) -> None:
    name = f"{known.code} {known.version}"
    if known.meaning != meaning(questionnaire):
        raise VersionTakenError(
            f"this version is stored with another meaning; questionnaire {name}; raise the version"
        )
    answered = select(Ballot.id).join(Wave).where(Wave.questionnaire_id == known.id)
    if session.exec(answered.limit(1)).first():
        raise VersionTakenError(
            f"ballots were given to another text of this version; questionnaire {name}; raise the version"
        )


def _filled(
    known: StoredQuestionnaire | None, questionnaire: Questionnaire, body: str
) -> StoredQuestionnaire:
    if known is not None:
        known.body = body
        return known
    return StoredQuestionnaire(
        code=questionnaire.code,
        version=questionnaire.version,
        languages=",".join(questionnaire.languages),
        wording=questionnaire.wording,
        index_rule=questionnaire.index_rule,
        meaning=meaning(questionnaire),
        body=body,
    )


def _revise(session: Session, row: StoredQuestionnaire, version: str, approved_by: str | None) -> None:
    earlier = find(session, row.code, version)
    if earlier is None or version == row.version:
        raise StoredQuestionnaireError(
            f"there is no earlier version {version} of {row.code}; --revises; publish it first"
        )
    row.revises_id, row.revision_approved_by = earlier.id, approved_by


def _write_labels(session: Session, row: StoredQuestionnaire, questionnaire: Questionnaire) -> None:
    questionnaire_id = id_of(row)
    for table in (AnswerLabel, AnswerPosition):
        session.execute(delete(table).where(col(table.questionnaire_id) == questionnaire_id))
    session.add_all(position_rows(questionnaire, questionnaire_id))
    session.add_all(label_rows(questionnaire, questionnaire_id))
    session.flush()
