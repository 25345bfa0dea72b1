"""The content of a paper ballot: from a wave in the database, or from a questionnaire alone."""

from __future__ import annotations

from sqlmodel import Session

from questionnaires.load import load
from questionnaires.model import Text
from reports.paper.content import NoticeFacts, Paper, PaperError
from survey import dates
from survey.citizen.messages import EN, VI
from survey.citizen.notices import month_in
from survey.files.slugs import slug
from survey.paper.requests import BallotRequest
from survey.tables import StoredQuestionnaire, Unit, Wave
from survey.units.units import unit_on
from survey.waves.collectors import CLOSED_STATES
from survey.waves.questionnaires_store import load_stored
from survey.waves.waves import day_within, wave_of


def paper_of_wave(session: Session, request: BallotRequest) -> Paper:
    """The ballot of a unit in a wave.

    Raises
    ------
    PaperError: the wave is over, or its plan is not approved and this is no test print.
    WaveError, UnitError: a code that nothing bears.
    """
    wave = wave_of(session, request.wave)
    _check_state(wave, is_test=request.is_test)
    unit = unit_on(session, request.unit, day_within(wave, dates.today()))
    questionnaire = load_stored(session.get_one(StoredQuestionnaire, wave.questionnaire_id))
    return Paper(
        questionnaire=questionnaire,
        languages=request.languages or questionnaire.languages[:1],
        size=request.size,
        unit=unit.code,
        unit_name=_name(unit),
        wave=wave.code,
        wave_name={"vi": wave.name, "en": wave.name},
        opens=wave.opens,
        closes=wave.closes,
        notice=_facts(session, wave),
        is_test=request.is_test,
        is_simulated=wave.simulated,
    )


def paper_of_file(request: BallotRequest) -> Paper:
    """A ballot of a questionnaire without a database; what is not known is left out.

    Raises
    ------
    QuestionnaireError: something is wrong with the file, or a draft is to be more than a test print.
    """
    questionnaire = load(str(request.questionnaire), for_fielding=not request.is_test)
    return Paper(
        questionnaire=questionnaire,
        languages=request.languages or questionnaire.languages[:1],
        size=request.size,
        unit=slug(request.unit) if request.unit else "",
        unit_name={"vi": request.unit, "en": request.unit} if request.unit else None,
        wave=slug(request.wave) if request.wave else "",
        wave_name={"vi": request.wave, "en": request.wave} if request.wave else None,
        is_test=request.is_test,
    )


def _check_state(wave: Wave, *, is_test: bool) -> None:
    if wave.state in CLOSED_STATES:
        raise PaperError(f"this wave collects no more; wave {wave.code}; name a wave that is not closed")
    if wave.state == "draft" and not is_test:
        raise PaperError(
            f"its plan is not approved and may change; wave {wave.code}; approve it, or add --test"
        )


def _facts(session: Session, wave: Wave) -> NoticeFacts:
    host = session.get(Unit, wave.host_id) if wave.host_id else None
    month = wave.results_month
    return NoticeFacts(
        host=_name(host) if host else None,
        plan=wave.plan_number,
        limit=wave.display_limit,
        results_address=wave.results_address,
        results_month={each.language: month_in(month, each).striptags() for each in (VI, EN)}
        if month
        else None,
        keep_until=wave.keep_until,
        feedback_channel=wave.feedback_channel,
        contact=wave.contact,
    )


def _name(unit: Unit) -> Text:
    return {"vi": unit.name, "en": unit.name_en or unit.name}
