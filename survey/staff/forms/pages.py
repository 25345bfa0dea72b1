"""The pages of questionnaires: the list, one version or upload with its questions side by side, uploading."""

from __future__ import annotations

import re
from typing import Any

from flask import Response as FlaskResponse
from flask import request, url_for
from sqlalchemy import func
from sqlmodel import col, select
from werkzeug import Response
from werkzeug.utils import redirect

from questionnaires.load import QuestionnaireError
from questionnaires.model import Item, Questionnaire
from survey.accounts.access import needs
from survey.citizen.messages import languages_of
from survey.files.table import TableError
from survey.keys import id_of
from survey.staff import pages
from survey.staff.forms.finding import ANALYST, APPROVER, READERS, draft_seen, stored, words
from survey.staff.frame import staff
from survey.staff.uploads import takes_file
from survey.staff.visit import here
from survey.tables import FormDraft, StoredQuestionnaire, Wave
from survey.waves.form_drafts import drafts_seen, earlier_versions, keep_draft, questionnaire_of
from survey.waves.form_files import yaml_of
from survey.waves.questionnaires_store import VersionTakenError, load_stored

SURFACES = ("phone", "kiosk", "paper")
_PROBLEM = re.compile(r"^(?P<file>.*?):(?P<line>[0-9]+): (?P<where>.*?): (?P<what>.*)$")


@staff.get("/forms")
@needs(*READERS)
def forms() -> Response:
    """Every stored version, and what waits."""
    found = here()
    used = select(col(Wave.questionnaire_id), func.count()).group_by(col(Wave.questionnaire_id))
    rows = found.session.exec(select(StoredQuestionnaire).order_by(col(StoredQuestionnaire.id).desc())).all()
    by_id = {row.id: row for row in rows}
    return pages.page(
        "forms/list.html",
        said=words(),
        rows=[(row, load_stored(row), by_id.get(row.revises_id)) for row in rows],
        waves={number: n for number, n in found.session.execute(used)},
        drafts=[
            (draft, who, questionnaire_of(draft))
            for draft, who in drafts_seen(found.session, id_of(found.account))
        ],
        may_upload=ANALYST in found.roles,
        done=request.args.get("done", ""),
    )


@staff.get("/forms/new")
@needs(ANALYST)
def form_new() -> Response:
    """The form for a file."""
    return _upload({})


@staff.post("/forms/new")
@needs(ANALYST)
@takes_file(1)
def form_send() -> Response:
    """Check the file, and keep it if nothing is wrong with it."""
    found, said, sent = here(), words(), request.files.get("file")
    if sent is None or not sent.filename:
        return _upload({"file": said.no_file})
    name = re.sub(r"[^\w. -]", "", sent.filename.replace("\\", "/").rpartition("/")[2])[-120:] or "file"
    try:
        content = yaml_of(sent.read(), name, for_fielding=True)
        draft = keep_draft(found.session, content, name, account_id=id_of(found.account), by=found.by)
    except VersionTakenError:
        return _upload({"file": said.taken})
    except TableError as error:
        return _upload({"file": said.unreadable}, [("", "", str(error))])
    except QuestionnaireError as error:
        problems = [_problem(line) for line in str(error).splitlines()]
        return _upload({"file": said.wrong.format(n=len(problems))}, problems)
    found.session.commit()
    return redirect(url_for("staff.form_draft", number=draft.id), 303)


@staff.get("/forms/stored/<int:number>")
@needs(*READERS)
def form_stored(number: int) -> Response:
    """A published version."""
    row = stored(number)
    revises = here().session.get(StoredQuestionnaire, row.revises_id) if row.revises_id else None
    return _page("stored", number, load_stored(row), row=row, revises=revises)


@staff.get("/forms/stored/<int:number>/yaml")
@needs(*READERS)
def form_yaml(number: int) -> Response:
    """A published version as the file that it came from."""
    row = stored(number)
    headers = {"Content-Disposition": f'attachment; filename="{row.code}-{row.version}.yaml"'}
    return FlaskResponse(row.body, content_type="application/yaml; charset=utf-8", headers=headers)


@staff.get("/forms/drafts/<int:number>")
@needs(ANALYST, APPROVER)
def form_draft(number: int) -> Response:
    """An upload: what it asks, and what can become of it."""
    return draft_page(draft_seen(number)[0], {})


def draft_page(draft: FormDraft, errors: dict[str, str]) -> Response:
    """The page of an upload, with what is wrong in its forms."""
    found = here()
    is_own = draft.account_id == found.account.id
    revises = found.session.get(StoredQuestionnaire, draft.revises_id) if draft.revises_id else None
    return _page(
        "drafts",
        id_of(draft),
        questionnaire_of(draft),
        errors=errors,
        draft=draft,
        is_own=is_own,
        may_publish=is_own and ANALYST in found.roles and draft.state == "checked",
        may_approve=not is_own and draft.state == "proposed",
        versions=earlier_versions(found.session, draft),
        revises=revises,
        given=request.form,
    )


def _page(
    kind: str, number: int, form: Questionnaire, *, errors: dict[str, str] | None = None, **context: Any
) -> Response:
    return pages.page(
        f"forms/{kind}.html",
        errors=errors,
        said=words(),
        kind=kind,
        number=number,
        form=form,
        surfaces=SURFACES,
        shown_in=languages_of(form.languages),
        questions=[_question(form, item) for item in form.items],
        done=request.args.get("done", ""),
        **context,
    )


def _question(form: Questionnaire, item: Item) -> dict[str, Any]:
    """One question with its words and answers by language."""
    scale = form.scale_of(item)
    return {
        "item": item,
        "sentences": [form.sentence(item, language) for language in form.languages],
        "options": [(each.code, each.label) for each in scale.options],
        "no_opinion": scale.no_opinion,
    }


def _upload(errors: dict[str, str], problems: list[tuple[str, str, str]] | None = None) -> Response:
    return pages.page("forms/new.html", errors=errors, said=words(), problems=problems or [])


def _problem(line: str) -> tuple[str, str, str]:
    """The line, the part and what is wrong, of a problem as the check says it."""
    found = _PROBLEM.match(line)
    return (found["line"], found["where"], found["what"]) if found else ("", "", line)
