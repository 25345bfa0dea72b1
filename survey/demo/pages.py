"""The demonstration's own pages: where to answer, what to read, and that all of it is simulated."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, abort, current_app, make_response, request, send_from_directory

from survey import current
from survey.demo import drawing
from survey.demo.words import LANGUAGES

INDEX, FIGURES, REPORTS = "index.json", "figures", "reports"
STATIC = Path(__file__).parent / "static"
BARE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PDF_POLICY = f"default-src 'self'; object-src 'self'; style-src 'unsafe-inline'; {BARE}"
"""A browser shows a PDF in a page of its own making, which the policy of our pages would keep blank."""
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)

demo = Blueprint("demo", __name__)


@dataclass(frozen=True)
class _Demo:
    folder: Path
    index: dict[str, Any]


def register(app: Flask, folder: Path) -> None:
    """Give an application the start page and the reports of the demonstration in a folder."""
    index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    app.extensions["hailong-demo"] = _Demo(folder.resolve(), index)
    app.register_blueprint(demo)


@demo.get("/")
def start() -> Response:
    """Where to begin."""
    return _page(drawing.start_page(_demo().index, _language()))


@demo.get("/units/<code>")
def units(code: str) -> Response:
    """The reports of every unit of a series."""
    return _page(drawing.units_page(_group(code), _language()))


@demo.get("/figures/<code>/<name>")
def figures(code: str, name: str) -> Response:
    """The figures of a series as a file."""
    return send_from_directory(_demo().folder / FIGURES / _group(code)["code"], name, max_age=0)


@demo.get("/reports/<code>/<language>/<path:name>")
def report(code: str, language: str, name: str) -> Response:
    """A file of the reports; only simulated waves have any here."""
    folder = _group(code)["editions"].get(language) or abort(404)
    response = send_from_directory(_demo().folder / REPORTS / folder, name, max_age=0)
    if name.endswith(".html"):
        response.direct_passthrough = False
        response.headers["Content-Security-Policy"] = _policy(response.get_data())
    elif name.endswith(".pdf"):
        response.headers["Content-Security-Policy"] = PDF_POLICY
    return response


@demo.get("/posters/<int:number>.pdf")
def poster(number: int) -> Response:
    """The poster of a form that is open, with the address under which this page was found."""
    from survey.demo.posters import poster_at

    doors = _demo().index["doors"]
    if number >= len(doors) or doors[number]["layout"] != "phone":
        abort(404)
    response = make_response(poster_at(current.engine(), doors[number]["token"], request.host_url))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Security-Policy"] = PDF_POLICY
    return response


@demo.get("/demo/<name>")
def static(name: str) -> Response:
    """The style of these pages."""
    return send_from_directory(STATIC, name, max_age=0)


@demo.errorhandler(404)
def missing(_error: Exception) -> Response:
    """There is nothing of this name."""
    return _page(drawing.missing_page(_language()), 404)


def _demo() -> _Demo:
    found: _Demo = current_app.extensions["hailong-demo"]
    return found


def _group(code: str) -> dict[str, Any]:
    """A series of simulated waves."""
    for group in _demo().index["series"]:
        if group["code"] == code and group["simulated"]:
            found: dict[str, Any] = group
            return found
    abort(404)


def _language() -> str:
    wanted = request.args.get("lang", "")
    return wanted if wanted in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "vi"


def _page(text: str, status: int = 200) -> Response:
    response = make_response(text, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _policy(page: bytes) -> str:
    """A report carries its style in itself: that style is allowed, and nothing else."""
    found = _STYLE.search(page)
    style = base64.b64encode(hashlib.sha256(found[1]).digest()).decode() if found else ""
    return f"default-src 'none'; style-src 'sha256-{style}'; {BARE}"
