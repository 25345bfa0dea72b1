"""What becomes of an upload: published, proposed as a revision, approved by a second person, dropped."""

from __future__ import annotations

from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.keys import id_of
from survey.staff.forms.finding import ANALYST, APPROVER, draft_seen, words
from survey.staff.forms.pages import draft_page
from survey.staff.frame import staff
from survey.staff.visit import here
from survey.waves.form_drafts import (
    FormDraftError,
    approve_revision,
    drop_draft,
    earlier_versions,
    propose_revision,
    publish_draft,
)
from survey.waves.questionnaires_store import VersionTakenError

DRAFT = "/forms/drafts/<int:number>"


@staff.post(f"{DRAFT}/publish")
@needs(ANALYST)
def form_publish(number: int) -> Response:
    """Store it for good."""
    found, (draft, _) = here(), draft_seen(number)
    try:
        row = publish_draft(found.session, draft, account_id=id_of(found.account), by=found.by)
    except (FormDraftError, VersionTakenError) as error:
        return _refused(number, error)
    found.session.commit()
    return redirect(url_for("staff.form_stored", number=row.id, done="published"), 303)


@staff.post(f"{DRAFT}/propose")
@needs(ANALYST)
def form_propose(number: int) -> Response:
    """Ask a second person."""
    found, said, (draft, _) = here(), words(), draft_seen(number)
    chosen = {each.version: each for each in earlier_versions(found.session, draft)}
    revises = chosen.get(request.form.get("revises", ""))
    errors = {} if revises else {"revises": said.no_version}
    reason = request.form.get("reason", "")
    if not reason.strip():
        errors["reason"] = said.no_reason
    if errors or revises is None:
        return draft_page(draft, errors)
    try:
        propose_revision(found.session, draft, revises, reason, account_id=id_of(found.account), by=found.by)
    except FormDraftError as error:
        return _refused(number, error)
    found.session.commit()
    return redirect(url_for("staff.form_draft", number=number, done="proposed"), 303)


@staff.post(f"{DRAFT}/approve")
@needs(ANALYST, APPROVER)
def form_approve(number: int) -> Response:
    """Say that the meaning is the same; never of what one uploaded oneself."""
    found, (draft, _) = here(), draft_seen(number)
    try:
        row = approve_revision(found.session, draft, account_id=id_of(found.account), by=found.by)
    except (FormDraftError, VersionTakenError) as error:
        return _refused(number, error)
    found.session.commit()
    return redirect(url_for("staff.form_stored", number=row.id, done="published"), 303)


@staff.post(f"{DRAFT}/drop")
@needs(ANALYST, APPROVER)
def form_drop(number: int) -> Response:
    """Throw it away."""
    found, (draft, _) = here(), draft_seen(number)
    drop_draft(found.session, draft, account_id=id_of(found.account), by=found.by)
    found.session.commit()
    return redirect(url_for("staff.forms", done="dropped"), 303)


def _refused(number: int, error: Exception) -> Response:
    here().session.rollback()
    return draft_page(draft_seen(number)[0], {"": f"{words().cannot} ({error})"})
