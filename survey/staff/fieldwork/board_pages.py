"""The pages of the board: the waves, one wave, its doors, and the board as a table for a spreadsheet."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from survey.accounts.access import needs
from survey.fieldwork.board import Board, board
from survey.fieldwork.board_file import board_csv
from survey.fieldwork.doors import DoorLine, door_lines
from survey.fieldwork.picking import SORTS, picked
from survey.fieldwork.responses import responses
from survey.staff import pages
from survey.staff.fieldwork.messages import said
from survey.staff.fieldwork.paging import Page
from survey.staff.fieldwork.showing import Shown, age, along, weeks_of
from survey.staff.fieldwork.wave_here import WATCHERS, Seen, wave_here, waves_here
from survey.staff.frame import staff
from survey.staff.visit import here
from survey.tables.units import UNIT_KINDS

FIRST_DOORS = 6
"""Doors on the board itself; the others have a page."""


@staff.get("/fieldwork")
@needs(*WATCHERS)
def fieldwork_waves() -> Response:
    """The waves; where there is one, its board."""
    waves = waves_here()
    if len(waves) == 1:
        return redirect(url_for("staff.fieldwork_board", code=waves[0].code), 303)
    return pages.page("fieldwork/waves.html", said=said(), waves=waves, shown=_shown())


@staff.get("/fieldwork/<code>")
@needs(*WATCHERS)
def fieldwork_board(code: str) -> Response:
    """The board of a wave."""
    seen, found = wave_here(code), here()
    made = _board(seen)
    kind, wanted, sort = (request.args.get(name, "")[:100] for name in ("kind", "q", "sort"))
    sort = sort if sort in SORTS else "attention"
    lines = picked(made.lines, kind=kind, wanted=wanted, sort=sort)
    doors = [each for each in _doors(seen, made) if each.needs_somebody]
    return pages.page(
        "fieldwork/board.html",
        said=said(),
        shown=_shown(),
        along=along,
        age=age,
        wave=seen.wave,
        board=made,
        kinds=[each for each in UNIT_KINDS if each in {line.kind for line in made.lines}],
        picked=lines,
        page=Page.of(lines, request.args.get("page", ""), {"kind": kind, "q": wanted, "sort": sort}),
        kind=kind,
        wanted=wanted,
        sort=sort,
        sorts=list(SORTS),
        doors=doors[:FIRST_DOORS],
        doors_in_all=len(doors),
        rates=responses(found.session, made, seen.agencies),
        weeks=weeks_of(made, found.today),
        today=found.today,
        now=found.now,
    )


@staff.get("/fieldwork/<code>/doors")
@needs(*WATCHERS)
def fieldwork_doors(code: str) -> Response:
    """Every door with its tablets, those that need somebody first."""
    seen, found = wave_here(code), here()
    made = _board(seen)
    lines, only = _doors(seen, made), request.args.get("only", "")
    if only == "attention":
        lines = [each for each in lines if each.needs_somebody]
    return pages.page(
        "fieldwork/doors.html",
        said=said(),
        shown=_shown(),
        age=age,
        wave=seen.wave,
        board=made,
        only=only,
        lines=lines,
        page=Page.of(lines, request.args.get("page", ""), {"only": only}),
        now=found.now,
    )


@staff.get("/fieldwork/<code>/board.csv")
@needs(*WATCHERS)
def fieldwork_csv(code: str) -> Response:
    """The whole board, of the same units, for a spreadsheet."""
    seen, words = wave_here(code), said()
    made = _board(seen)
    text = board_csv(made, picked(made.lines, sort="name"), words.columns, words.modes, words.kinds)
    response = FlaskResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{seen.wave.code}-fieldwork.csv"'
    return response


def _board(seen: Seen) -> Board:
    found = here()
    language = pages.words_here().language
    return board(found.session, seen.wave, seen.agencies, today=found.today, now=found.now, language=language)


def _doors(seen: Seen, made: Board) -> list[DoorLine]:
    found = here()
    of = found.session, seen.wave, seen.agencies, made.tallied
    language = pages.words_here().language
    return door_lines(*of, today=found.today, now=found.now, language=language)


def _shown() -> Shown:
    return Shown(pages.words_here().language)
