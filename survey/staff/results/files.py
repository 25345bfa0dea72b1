"""Files of one unit and of all together, under the same scope and suppression as their pages."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import abort
from werkzeug import Response

from survey.accounts.access import needs
from survey.files.slugs import slug
from survey.results.stored.finding import document
from survey.results.stored.packing import WHOLE, of_unit
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.results.messages import said
from survey.staff.results.sight import RUN, SEE, Sight, sight, sight_of_runner
from survey.staff.results.waves import WAVE, not_ready
from survey.staff.visit import here

TYPES = {
    ".pdf": "application/pdf",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xml": "application/xml",
    ".sav": "application/x-spss-sav",
}
Made = Callable[[bytes, str], bytes]


def _pdf(body: bytes, _title: str) -> bytes:
    from survey.staff.results.drawing import pdf

    return pdf(body)


def _csv(table: str) -> Made:
    def made(body: bytes, _title: str) -> bytes:
        from survey.results.stored.files import figures_csv

        return figures_csv(json.loads(body), table)

    return made


def _xlsx(body: bytes, title: str) -> bytes:
    from survey.results.stored.files import figures_xlsx

    return figures_xlsx(json.loads(body), title=title, checksum="", language=pages.words_here().language)


FILES: dict[str, tuple[str, Made]] = {
    "report.pdf": ("two-page", _pdf),
    "full.pdf": ("full", _pdf),
    "figures.xlsx": ("lines", _xlsx),
    "figures.csv": ("lines", _csv("estimates")),
    "changes.csv": ("lines", _csv("changes")),
}
"""By name: the stored document that a file is made of, and how."""


@staff.get(f"{WAVE}/units/<int:number>/<file>")
@needs(*SEE)
def results_unit_file(code: str, number: int, file: str) -> Response:
    """A file of one unit."""
    seen = sight(code)
    unit = seen.unit(number)
    return _file(seen, of_unit(unit.id or 0), unit.name, file)


@staff.get(f"{WAVE}/whole/<file>")
@needs(*RUN)
def results_whole_file(code: str, file: str) -> Response:
    """A file of all units together."""
    return _file(sight_of_runner(code), WHOLE, said().whole, file)


def sent(content: bytes, name: str) -> Response:
    """A download; no page of ours, so nothing runs in it."""
    ending = name[name.rindex(".") :]
    response = Response(content, content_type=TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(seen: Sight, subject: str, title: str, file: str) -> Response:
    if file not in FILES:
        abort(404)
    kind, made = FILES[file]
    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    body = document(here().session, found, subject, kind, pages.words_here().language)
    if body is None:
        abort(404)
    return sent(made(body, f"{title} · {seen.wave.name}"), f"{slug(seen.wave.code)}-{slug(title)}-{file}")
