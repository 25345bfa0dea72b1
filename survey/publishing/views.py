"""The public pages: the waves, the units of one, and their reports as they were drawn beforehand."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NoReturn

from flask import Blueprint, Response, abort, request
from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlmodel import Session, col, select

from survey import current
from survey.keys import LARGEST
from survey.publishing import PUBLISHED, is_on
from survey.publishing.words import SPOKEN
from survey.results.stored.finding import Found, document, stored, units_in
from survey.results.stored.packing import PAGE, WHOLE, of_unit
from survey.tables import Unit, Wave

publishing = Blueprint("publishing", __name__, url_prefix="/results")
TEMPLATES = Environment(
    loader=PackageLoader("survey.publishing"), autoescape=True, undefined=StrictUndefined, auto_reload=False
)
HTML = "text/html; charset=utf-8"
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@publishing.get("")
def waves() -> Response:
    """Every wave whose results are public."""
    _refuse_off()
    with Session(current.engine()) as session:
        rows = (
            select(Wave)
            .where(Wave.state == PUBLISHED, Wave.kind == "survey")
            .order_by(col(Wave.opens).desc())
        )
        public = [each for each in session.exec(rows) if stored(session, each, public=True) is not None]
        return _drawn("waves.html", waves=public)


@publishing.get("/<code>")
def wave(code: str) -> Response:
    """One of them with its units."""
    with Session(current.engine()) as session:
        found, row = _found(session, code)
        numbers = units_in(session, found)
        units = select(Unit).where(col(Unit.id).in_(numbers)).order_by(col(Unit.kind), col(Unit.name))
        return _drawn("wave.html", wave=row, units=list(session.exec(units)))


@publishing.get("/<code>/whole")
def whole(code: str) -> Response:
    """The report on all units together."""
    return _report(code, WHOLE)


@publishing.get("/<code>/units/<int:number>")
def unit(code: str, number: int) -> Response:
    """The report on one unit."""
    return _report(code, of_unit(number)) if number <= LARGEST else abort(404)


def _report(code: str, subject: str) -> Response:
    with Session(current.engine()) as session:
        found, _ = _found(session, code)
        page = document(session, found, subject, PAGE, _language())
    if page is None:
        abort(404)
    response = Response(page, content_type=HTML)
    style = _STYLE.search(page)
    digest = base64.b64encode(hashlib.sha256(style[1] if style else b"").digest()).decode()
    bare = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    response.headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'sha256-{digest}'; {bare}"
    return response


def _found(session: Session, code: str) -> tuple[Found, Wave]:
    """The public edition of a published wave; anything else is not there."""
    _refuse_off()
    row = session.exec(select(Wave).where(Wave.code == code, Wave.state == PUBLISHED)).first()
    found = stored(session, row, public=True) if row is not None else None
    return (found, row) if found is not None and row is not None else abort(404)


def _refuse_off() -> NoReturn | None:
    return None if is_on() else abort(404)


def _language() -> str:
    wanted = request.args.get("lang", "")
    return wanted if wanted in SPOKEN else "vi"


def _drawn(template: str, **context: object) -> Response:
    language = _language()
    other = next(each for each in SPOKEN if each != language)
    text = TEMPLATES.get_template(template).render(
        said=SPOKEN[language],
        language=language,
        other=other,
        other_said=SPOKEN[other],
        path=request.path,
        **context,
    )
    return Response(text, content_type=HTML)
