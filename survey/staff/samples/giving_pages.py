"""Giving lists to interviewers, their links shown once, and links that are taken back."""

from __future__ import annotations

from flask import abort, request, url_for
from markupsafe import Markup
from werkzeug import Response

from survey.interviewing.assigning import AssignError, is_code, revoke
from survey.keys import id_of
from survey.samples.giving import GivenList, count_links, give, link_in, links_of
from survey.samples.lists import Wanted, count_lists, lists_of, units_of
from survey.samples.standing import counts_of, standing
from survey.staff.asked import wave_run
from survey.staff.paging import paging, whole
from survey.staff.samples.common import back, drawn, held, may, number_of, said
from survey.staff.samples.routes import LEADERS, READERS
from survey.staff.visit import here
from survey.tables import Frame, InterviewLink, Unit, Wave
from survey.units.units import UnitError
from survey.waves.collectors import CLOSED_STATES

LEFT = Wanted(left=True)


def sample_give(code: str) -> Response:
    """The lists with something left to give, of all units or of one."""
    return _give_page(wave_run(code, *LEADERS), {})


def sample_give_now(code: str) -> Response:
    """Give them; the links are shown once, on the page that answers."""
    session, wave, errors = here().session, held(code, *LEADERS), dict[str, str]()
    who, agency = request.form.get("who", "").strip(), request.form.get("agency", "").strip()[:64]
    if not is_code(who):
        errors["who"] = said().errors["no_code"]
    n = number_of("n", errors)
    if n == 0:
        errors["n"] = said().errors["no_number"]
    wanted = {number for each in request.form.getlist("list") if (number := whole(each))}
    frames = [frame for frame, _ in lists_of(session, wave, LEFT, numbers=wanted)]
    if not frames:
        errors["list"] = said().errors["no_list"]
    if errors:
        return _give_page(wave, errors)
    try:
        given = give(session, wave, frames, who, n=n, agency=agency or None, by=here().by)
    except (AssignError, UnitError) as error:
        session.rollback()
        field, why = ("agency", "no_unit") if isinstance(error, UnitError) else _why(wave, agency)
        return _give_page(wave_run(code, *LEADERS), {field: said().errors[why]})
    session.commit()
    return _links_page(wave, who, given)


def sample_interviewers(code: str) -> Response:
    """How the work of each interviewer stands, and the links, for those who may take them back."""
    session, wave = here().session, wave_run(code, *READERS)
    page = paging(count_links(session, wave))
    return drawn(
        "interviewers.html",
        wave=wave,
        people=standing(session, wave).people,
        links=links_of(session, wave, first=page.offset, most=page.size),
        page=page,
        leads=may(wave, *LEADERS),
        is_over=wave.state in CLOSED_STATES,
    )


def sample_link(code: str, number: int) -> Response:
    """Ask whether it is meant."""
    wave = wave_run(code, *LEADERS)
    link, frame = _link(wave, number)
    return drawn("link.html", wave=wave, link=link, frame=frame, is_over=wave.state in CLOSED_STATES)


def sample_link_now(code: str, number: int) -> Response:
    """Shut it for good; where it is wanted, make another to the same cases."""
    session, wave = here().session, held(code, *LEADERS)
    link, frame = _link(wave, number)
    who = link.fieldworker
    revoke(session, number, day=here().today, by=here().by)
    if "renew" not in request.form or wave.state in CLOSED_STATES:
        session.commit()
        return back("sample_interviewers", code=code, done="revoke")
    agency = _agency_of(link)
    given = give(session, wave, [frame], who, n=0, agency=agency, by=here().by)
    session.commit()
    return _links_page(wave, who, given)


def _why(wave: Wave, agency: str) -> tuple[str, str]:
    """What was refused: the wave is over, or nobody knows whom the ballots are about."""
    if wave.state in CLOSED_STATES:
        return "", "wave_over"
    return ("", "AssignError") if agency else ("agency", "no_agency")


def _agency_of(link: InterviewLink) -> str:
    from survey.tables import Collector

    session = here().session
    door = session.get_one(Collector, link.collector_id)
    return session.get_one(Unit, door.agency_id).code


def _link(wave: Wave, number: int) -> tuple[InterviewLink, Frame]:
    return link_in(here().session, wave, number) or abort(404)


def _links_page(wave: Wave, who: str, given: list[GivenList]) -> Response:
    links = [url_for("interviewing.cases", token=each.given.token, _external=True) for each in given]
    rows = [(each.frame, each.given, link, _square(link)) for each, link in zip(given, links, strict=True)]
    return drawn("links.html", wave=wave, who=who, rows=rows)


def _square(link: str) -> Markup:
    """The link as a code that the interviewer's phone reads from the screen."""
    import segno

    code = segno.make_qr(link, error="m")
    return Markup(code.svg_inline(border=4, light="#fff", omitsize=True, svgclass="square", lineclass=None))


def _give_page(wave: Wave, errors: dict[str, str]) -> Response:
    session, unit = here().session, whole(request.args.get("unit", ""))
    wanted = Wanted(unit, left=True)
    page = paging(count_lists(session, wave, wanted))
    lists = lists_of(session, wave, wanted, first=page.offset, most=page.size)
    counts = counts_of(session, [id_of(frame) for frame, _ in lists])
    return drawn(
        "give.html",
        errors=errors,
        wave=wave,
        rows=[(frame, of, counts[id_of(frame)]) for frame, of in lists],
        units=units_of(session, wave, LEFT),
        wanted=unit,
        page=page,
        is_over=wave.state in CLOSED_STATES,
    )
