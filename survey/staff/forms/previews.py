"""A questionnaire as citizens will see it, on each surface in each language; nothing leads out of it."""

from __future__ import annotations

import datetime as dt

from flask import Response as FlaskResponse
from flask import abort
from werkzeug import Response

from questionnaires.model import Questionnaire
from survey import dates
from survey.accounts.access import needs
from survey.ballots.doors import Door
from survey.citizen import replies
from survey.citizen.form_page import Filled, form_page
from survey.citizen.messages import languages_of
from survey.headers import POLICY
from survey.paper.serials import serial_of
from survey.staff import pages
from survey.staff.forms.finding import READERS, questionnaire_at, words
from survey.staff.forms.messages import said
from survey.staff.frame import staff

SEALED = (
    POLICY.replace("form-action 'self'", "form-action 'none'") + "; script-src 'none'; connect-src 'none'"
)
"""No script runs on a preview, and no form leaves it."""
LAYOUTS = {"phone": "phone", "kiosk": "counter"}


@staff.get("/forms/<kind>/<int:number>/preview/<surface>/<language>")
@needs(*READERS)
def form_preview(kind: str, number: int, surface: str, language: str) -> Response:
    """One surface in one language."""
    form = questionnaire_at(kind, number)
    if language not in languages_of(form.languages):
        abort(404)
    if surface == "paper":
        return _paper(form, language)
    if surface not in LAYOUTS:
        abort(404)
    page = form_page(
        _door(form, surface),
        language,
        Filled("00000000-0000-8000-8000-000000000000"),
        template="preview.html",
        banner=said(language).banner,
    )
    response = replies.page(page)
    response.headers["Content-Security-Policy"] = SEALED
    return response


def _paper(form: Questionnaire, language: str) -> Response:
    """A test print, marked as one."""
    # What draws paper is loaded by whoever asks for paper, and by no citizen's page.
    from reports.paper.ballot import draw, lay_out
    from reports.paper.content import Paper, PaperError
    from reports.paper.layout import layout_of

    paper = Paper(form, (language,), "A4", unit="", unit_name=None, wave="", wave_name=None, is_test=True)
    try:
        ballot = lay_out(paper)
        pdf = draw(ballot, [serial_of(1)], str(layout_of(ballot)["layout"]))
    except PaperError as error:
        return pages.page("refusal.html", 422, title=words().not_printed, lead=str(error))
    name = f"{form.code}-{form.version}-{language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return FlaskResponse(pdf, content_type="application/pdf", headers=headers)


def _door(form: Questionnaire, surface: str) -> Door:
    """A door that is none: it has no token, so nobody can come in through it."""
    today = dates.today()
    return Door(
        collector_id=0,
        wave_id=0,
        wave_code="",
        agency_id=0,
        agency_name="Cơ quan, đơn vị",
        agency_name_en="Unit",
        service_point_id=0,
        procedure_id=None,
        design_cell_id=None,
        mode=surface,
        layout=LAYOUTS[surface],
        questionnaire=form,
        host_name=None,
        plan_number=None,
        contact=None,
        feedback_channel=None,
        results_address=None,
        results_month=None,
        keep_until=None,
        display_limit=5,
        opens=today,
        closes=today + dt.timedelta(days=1),
        closed_on=None,
        grace_days=0,
        state="draft",
        revoked_on=today,
        simulated=False,
    )
