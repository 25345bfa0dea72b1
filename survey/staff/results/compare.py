"""The comparison of the units of one kind, as the address says; and its files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import abort, request, url_for
from werkzeug import Response

from survey.accounts.access import needs
from survey.accounts.scope import units_of
from survey.files.slugs import slug
from survey.keys import LARGEST, id_of
from survey.results.stored.finding import Found, document
from survey.results.stored.packing import PROVINCE, of_kind
from survey.staff import pages
from survey.staff.frame import staff
from survey.staff.results.files import sent
from survey.staff.results.messages import said
from survey.staff.results.sight import SEE, Sight, sight
from survey.staff.results.waves import WAVE, not_ready, result_page
from survey.staff.visit import here

COMPARED = ("comparison.xlsx", "comparison.csv")
SIGNED = {
    "report.docx": ".docx",
    "report.pdf": ".pdf",
    "province.docx": ".docx",
    "province.pdf": ".pdf",
}
"""The reports that Home Affairs signs, only for those who run the wave."""
AT_A_TIME = 100
"""Rows of one page."""


@staff.get(f"{WAVE}/compare")
@needs(*SEE)
def results_compare(code: str) -> Response:
    """Units of one kind beside each other."""
    from survey.staff.results.comparing import view

    seen = sight(code)
    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    leagues = _leagues(seen, found)
    asked = _asked(list(leagues))
    if not leagues:
        return result_page("compare_none.html", seen=seen)
    shown = view(leagues[asked["kind"]], asked, pages.words_here().language, said())
    return result_page(
        "compare.html",
        seen=seen,
        kinds=list(leagues),
        asked=asked,
        shown=shown,
        link=_link(seen, asked),
        files=COMPARED,
        official=SIGNED if seen.runs else (),
        trends=_trends(found, asked["units"], seen) if shown.pair else [],
    )


@staff.get(f"{WAVE}/compare/<file>")
@needs(*SEE)
def results_compare_file(code: str, file: str) -> Response:
    """The same as a file, or a report of Home Affairs."""
    seen = sight(code)
    if file not in COMPARED and not (seen.runs and file in SIGNED):
        abort(404)
    found = seen.found()
    if found.state != "ready":
        return not_ready(seen, found.state)
    leagues = _leagues(seen, found)
    kind = request.args.get("kind", next(iter(leagues), ""))
    content = _signed(found, kind, file) if file in SIGNED else _compared(seen, leagues, kind, file)
    return sent(content, f"{slug(seen.wave.code)}-{slug(kind or 'units')}-{file}")


def _compared(seen: Sight, leagues: Any, kind: str, file: str) -> bytes:
    from survey.results.stored.files import compared_csv, compared_xlsx

    league = leagues.get(kind) or abort(404)
    language, simulated = pages.words_here().language, seen.wave.simulated
    if file.endswith(".csv"):
        return compared_csv(league, language=language, simulated=simulated)
    title = f"{said().compare} · {seen.wave.name}"
    return compared_xlsx(league, title=title, language=language, simulated=simulated)


def _signed(found: Found, kind: str, file: str) -> bytes:
    from survey.staff.results.drawing import official

    subject = PROVINCE if file.startswith("province") else of_kind(kind)
    body = document(here().session, found, subject, "official", pages.words_here().language)
    return official(body, SIGNED[file]) if body is not None else abort(404)


def _leagues(seen: Sight, found: Found) -> Any:
    from survey.results.stored.comparison import leagues

    own: frozenset[int] = frozenset()
    if not seen.runs:
        own = units_of(here().session, id_of(here().account), SEE, here().today)
    return leagues(found.comparison(), own=own, runs=seen.runs)


def _asked(kinds: Sequence[str]) -> dict[str, Any]:
    """What the address asks for; what it asks wrongly is as if it had not been asked."""
    kind = request.args.get("kind", "")
    numbers = [int(each) for each in request.args.getlist("unit") if each.isascii() and each.isdigit()]
    page = request.args.get("page", "")
    return {
        "kind": kind if kind in kinds else next(iter(kinds), ""),
        "order": request.args.get("order", ""),
        "name": request.args.get("name", "").strip()[:80],
        "units": list(dict.fromkeys(each for each in numbers if each <= LARGEST))[:AT_A_TIME],
        "page": int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    }


def _link(seen: Sight, asked: dict[str, Any]) -> Any:
    """Addresses of this page with something else asked for."""
    base = url_for("staff.results_compare", code=seen.wave.code)

    def link(**changed: Any) -> str:
        told = asked | {"page": 1} | changed
        given = [(name, told[name]) for name in ("kind", "order", "name") if told[name]]
        given += [("unit", number) for number in told["units"]]
        given += [("page", told["page"])] if told["page"] > 1 else []
        return f"{base}?{urlencode(given)}"

    return link


def _trends(found: Found, units: Sequence[int], seen: Sight) -> list[Any]:
    """The pictures of the two units through the waves, as their full reports have them."""
    from survey.results.stored.packing import of_unit
    from survey.staff.results.drawing import trend

    language = pages.words_here().language
    bodies = (document(here().session, found, of_unit(each), "full", language) for each in units)
    made = [trend(body) for body in bodies if body is not None]
    return [each for each in made if each is not None]
