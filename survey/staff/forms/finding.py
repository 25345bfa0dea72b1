"""The questionnaire that an address names: a stored version, or an upload that whoever asks may see."""

from __future__ import annotations

from flask import abort

from questionnaires.model import Questionnaire
from survey.keys import LARGEST, id_of
from survey.staff.forms.messages import FormWords, said
from survey.staff.pages import words_here
from survey.staff.visit import here
from survey.tables import Account, FormDraft, StoredQuestionnaire
from survey.waves.form_drafts import drafts_seen, questionnaire_of
from survey.waves.questionnaires_store import load_stored

ANALYST, APPROVER = "analyst", "approver"
READERS = (ANALYST, APPROVER, "administrator", "auditor")


def words() -> FormWords:
    """The words of this area."""
    return said(words_here().language)


def stored(number: int) -> StoredQuestionnaire:
    """A stored version."""
    row = here().session.get(StoredQuestionnaire, number) if number <= LARGEST else None
    return row or abort(404)


def draft_seen(number: int) -> tuple[FormDraft, Account]:
    """An upload of one's own, or one that waits for a second person; any other is not there."""
    found = here()
    mine = drafts_seen(found.session, id_of(found.account))
    return next((each for each in mine if each[0].id == number), None) or abort(404)


def questionnaire_at(kind: str, number: int) -> Questionnaire:
    """The questionnaire of a preview."""
    if kind == "stored":
        return load_stored(stored(number))
    return questionnaire_of(draft_seen(number)[0]) if kind == "drafts" else abort(404)
