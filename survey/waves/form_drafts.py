"""A questionnaire between its upload and its publication; a revision waits for a second person.

Questionnaires belong to the whole installation: whoever holds the role on any unit may upload and publish.
"""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session, col, or_, select

from questionnaires.load import load_text
from questionnaires.model import Questionnaire
from survey.keys import id_of
from survey.tables import Account, FormDraft, StoredQuestionnaire
from survey.waves.events import append
from survey.waves.questionnaires_store import VersionTakenError, find, publish_text


class FormDraftError(ValueError):
    """A step that this draft cannot take, or not by this person."""


def keep_draft(session: Session, content: bytes, name: str, *, account_id: int, by: str) -> FormDraft:
    """Keep a questionnaire that is sound and whose version is free.

    Raises
    ------
    QuestionnaireError: with everything that is wrong, by line.
    VersionTakenError: this version is stored already.
    """
    questionnaire = load_text(name, content, for_fielding=True)
    if find(session, questionnaire.code, questionnaire.version) is not None:
        raise VersionTakenError(
            f"this version is stored already; questionnaire {questionnaire.code} {questionnaire.version}; "
            "raise the version"
        )
    draft = FormDraft(
        account_id=account_id,
        file_name=name,
        body=content.decode("utf-8-sig"),
        created=dt.datetime.now(dt.UTC),
    )
    session.add(draft)
    session.flush()
    append(session, by, "questionnaire.upload", f"draft {draft.id}", _said(questionnaire))
    return draft


def questionnaire_of(draft: FormDraft) -> Questionnaire:
    """What was uploaded."""
    return load_text(draft.file_name, draft.body.encode("utf-8"), for_fielding=True)


def drafts_seen(session: Session, account_id: int) -> list[tuple[FormDraft, Account]]:
    """One's own drafts, and those that wait for a second person; with who uploaded them."""
    seen = or_(FormDraft.account_id == account_id, FormDraft.state == "proposed")
    statement = select(FormDraft, Account).join(Account).where(seen)
    return list(session.exec(statement.order_by(col(FormDraft.id).desc())))


def earlier_versions(session: Session, draft: FormDraft) -> list[StoredQuestionnaire]:
    """The stored versions of the same questionnaire, the latest first."""
    statement = select(StoredQuestionnaire).where(StoredQuestionnaire.code == questionnaire_of(draft).code)
    return list(session.exec(statement.order_by(col(StoredQuestionnaire.id).desc())))


def publish_draft(session: Session, draft: FormDraft, *, account_id: int, by: str) -> StoredQuestionnaire:
    """Store it for good, as a version with a series of its own.

    Raises
    ------
    FormDraftError: it is another's, or proposed as a revision.
    """
    _check_owner(draft, account_id)
    _check_state(draft, "checked")
    return _store(session, draft, by=by)


def propose_revision(
    session: Session, draft: FormDraft, revises: StoredQuestionnaire, reason: str, *, account_id: int, by: str
) -> None:
    """Say that it means what an earlier version means, and why; a second person decides.

    Raises
    ------
    FormDraftError: it is another's, proposed already, of another questionnaire, or no reason is given.
    """
    _check_owner(draft, account_id)
    _check_state(draft, "checked")
    if revises.code != questionnaire_of(draft).code:
        raise FormDraftError(
            f"{revises.code} is another questionnaire; draft {draft.id}; name one of its versions"
        )
    if not reason.strip():
        raise FormDraftError(
            f"no reason is given; draft {draft.id}; say what changed and why the meaning stays"
        )
    draft.revises_id, draft.reason, draft.state = id_of(revises), reason.strip()[:500], "proposed"
    session.add(draft)
    append(session, by, "questionnaire.propose", f"draft {draft.id}", {"revises": revises.version})


def approve_revision(session: Session, draft: FormDraft, *, account_id: int, by: str) -> StoredQuestionnaire:
    """Store a revision whose series goes on; never by whoever uploaded it.

    Raises
    ------
    FormDraftError: it is one's own, or nobody proposed it.
    """
    _check_state(draft, "proposed")
    if draft.account_id == account_id:
        raise FormDraftError(f"a second person approves a revision; draft {draft.id}; ask somebody else")
    revises = session.get_one(StoredQuestionnaire, draft.revises_id)
    return _store(session, draft, by=by, revises=revises.version)


def drop_draft(session: Session, draft: FormDraft, *, account_id: int, by: str) -> None:
    """Throw a draft away: one's own, or one that waits for a second person.

    Raises
    ------
    FormDraftError: it is another's and waits for nobody.
    """
    if draft.state != "proposed":
        _check_owner(draft, account_id)
    append(session, by, "questionnaire.drop", f"draft {draft.id}", _said(questionnaire_of(draft)))
    session.delete(draft)


def _store(session: Session, draft: FormDraft, *, by: str, revises: str | None = None) -> StoredQuestionnaire:
    content = draft.body.encode("utf-8")
    approved_by = by if revises else None
    row = publish_text(session, draft.file_name, content, revises=revises, approved_by=approved_by).row
    said = {"revises": revises} if revises else {}
    append(session, by, "questionnaire.publish", f"questionnaire {row.code} {row.version}", said)
    session.delete(draft)
    return row


def _check_owner(draft: FormDraft, account_id: int) -> None:
    if draft.account_id != account_id:
        raise FormDraftError(f"somebody else uploaded this; draft {draft.id}; upload an own one")


def _check_state(draft: FormDraft, wanted: str) -> None:
    if draft.state != wanted:
        raise FormDraftError(f"this draft is {draft.state}, not {wanted}; draft {draft.id}; look at it again")


def _said(questionnaire: Questionnaire) -> dict[str, str]:
    return {"questionnaire": f"{questionnaire.code} {questionnaire.version}"}
