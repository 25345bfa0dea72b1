"""Drawing a sample on the page: the frame is checked, the sample drawn on trial, shown, and then stored."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import request
from werkzeug import Response

from survey.files.table import TableError
from survey.keys import LARGEST
from survey.staff import pages
from survey.staff.asked import wave_run
from survey.staff.samples.common import back, drawn, held, said, text_of
from survey.staff.samples.draw_form import check, read_wanted
from survey.staff.samples.routes import DRAWERS
from survey.staff.units import sealed
from survey.staff.units.sealed import Parcel
from survey.staff.visit import here
from survey.tables import Wave
from survey.waves.collectors import CLOSED_STATES

if TYPE_CHECKING:
    from survey.files.table import Table
    from survey.samples.checking import Fault
    from survey.samples.drawing import Drawn, Sent
    from survey.samples.wanted import Wanted

SHOWN = 100
FRAME = "frame"
LONGEST_SOURCE = 200


def sample_draw(code: str) -> Response:
    """The form for the frame."""
    return _file_page(wave_run(code, *DRAWERS), {})


def sample_draw_now(code: str) -> Response:
    """One of the three steps."""
    return STEPS.get(request.form.get("step", ""), _frame)(code)


def _frame(code: str) -> Response:
    """Read the frame, and ask how to draw from it; it travels in the form, and nothing is kept here."""
    wave, errors = wave_run(code, *DRAWERS), dict[str, str]()
    source = text_of("source", LONGEST_SOURCE, errors, missing="no_source")
    kind = "transaction" if request.form.get("kind") == "transaction" else "household"
    sent = _sent(errors)
    if wave.state in CLOSED_STATES:
        errors[""] = said().errors["wave_over"]
    table = _table(sent, errors) if sent else None
    if errors or sent is None or table is None:
        return _file_page(wave, errors)
    try:
        text = _sealed(sent, wave, "frame", f"{kind} {source}")
    except sealed.TooLargeError:
        return _file_page(wave, {"file": said().errors["too_large"]})
    return _settings_page(wave, sent, table, text, {})


def _try(code: str) -> Response:
    """Draw, look what it gives, and undo it."""
    found, wave = here(), held(code, *DRAWERS)
    parcel = _unsealed(wave, "frame")
    if parcel is None:
        return pages.refusal("foreign", 403)
    sent, text = _frame_of(parcel), request.form["sealed"]
    kind, _, source = parcel.digest.partition(" ")
    table = _table(sent, {})
    if table is None:
        return pages.refusal("foreign", 403)
    if "change" in request.form:
        return _settings_page(wave, sent, table, text, {})
    wanted, errors = read_wanted(table, source, kind)
    if wanted is None or errors:
        return _settings_page(wave, sent, table, text, errors)
    faults, errors = check(table, wanted)
    if errors:
        return _settings_page(wave, sent, table, text, errors, faults)
    if wanted.seed is None:
        wanted = replace(wanted, seed=secrets.randbelow(LARGEST))
    made, errors, detail = _draw(wave, sent, wanted)
    lists = [(frame.area, n, spare) for frame, n, spare in made.loaded.frames] if made else []
    found.session.rollback()
    if made is None:
        return _settings_page(wave_run(code, *DRAWERS), sent, table, text, errors, detail=detail)
    shown = _sealed(sent, wave, "drawn", wanted.as_text())
    return drawn(
        "drawn.html",
        wave=wave_run(code, *DRAWERS),
        name=sent.name,
        made=made,
        lists=lists,
        sealed=shown,
        frame_sealed=text,
        most=SHOWN,
    )


def _store(code: str) -> Response:
    """Draw the same again, and keep it."""
    from survey.samples.wanted import Wanted

    found, wave = here(), held(code, *DRAWERS)
    parcel = _unsealed(wave, "drawn")
    if parcel is None:
        return pages.refusal("foreign", 403)
    made, errors, detail = _draw(wave, _frame_of(parcel), Wanted.of_text(parcel.digest))
    if made is None:
        found.session.rollback()
        return _file_page(wave_run(code, *DRAWERS), errors, detail)
    found.session.commit()
    return back("sample", code=code, done="drawn")


def _draw(wave: Wave, sent: Sent, wanted: Wanted) -> tuple[Drawn | None, dict[str, str], str]:
    """The draw in this transaction; else what is wrong with it, in our words and in those of the command."""
    from analysis.planning.drawn import DrawError
    from survey.analysing.request import RequestError
    from survey.files.rows import RowError
    from survey.interviewing.loading import LoadError
    from survey.samples.drawing import draw_into

    words = said().errors
    if wave.state in CLOSED_STATES:
        return None, {"": words["wave_over"]}, ""
    try:
        return draw_into(here().session, wave, sent, wanted, by=here().by), {}, ""
    except (DrawError, RequestError, LoadError, RowError, TableError) as error:
        names = [each.__name__ for each in type(error).__mro__ if each.__name__ in words]
        return None, {"": words[names[0]]}, str(error)


def _sent(errors: dict[str, str]) -> Sent | None:
    """The file of the form, read into memory; not even looked into where it is too large."""
    from survey.samples.drawing import Sent

    given = request.files.get("file")
    if given is None or not given.filename:
        errors["file"] = said().errors["no_file"]
        return None
    content = given.read()
    given.close()
    if len(content) > sealed.LARGEST:
        errors["file"] = said().errors["too_large"]
        return None
    name = "".join(each for each in given.filename.replace("\\", "/").split("/")[-1] if each.isprintable())
    return Sent(name[-80:] or "?", content)


def _table(sent: Sent, errors: dict[str, str]) -> Table | None:
    from survey.samples.checking import misfit
    from survey.samples.drawing import read_sent

    words = said().errors
    try:
        table = read_sent(sent)
    except TableError as error:
        told = next(words[each.__name__] for each in type(error).__mro__ if each.__name__ in words)
        errors["file"] = f"{told} ({error})"
        return None
    if why := misfit(table):
        errors["file"] = words[why]
    return None if why else table


def _sealed(sent: Sent, wave: Wave, what: str, told: str) -> str:
    parcel = Parcel({FRAME: sent.content}, {FRAME: sent.name}, told)
    return sealed.seal(parcel, here().key, *_purpose(wave, what))


def _unsealed(wave: Wave, what: str) -> Parcel | None:
    return sealed.unseal(request.form.get("sealed", ""), here().key, *_purpose(wave, what))


def _purpose(wave: Wave, what: str) -> tuple[str, ...]:
    return "sample", what, wave.code, str(here().account.id)


def _frame_of(parcel: Parcel) -> Sent:
    from survey.samples.drawing import Sent

    return Sent(parcel.names[FRAME], parcel.sent[FRAME])


def _file_page(wave: Wave, errors: dict[str, str], detail: str = "") -> Response:
    is_over = wave.state in CLOSED_STATES
    return drawn("draw.html", errors=errors, wave=wave, is_over=is_over, detail=detail)


def _settings_page(
    wave: Wave,
    sent: Sent,
    table: Table,
    text: str,
    errors: dict[str, str],
    faults: list[Fault] | None = None,
    detail: str = "",
) -> Response:
    from survey.samples.wanted import ALLOCATIONS, METHODS

    context: dict[str, Any] = {
        "wave": wave,
        "name": sent.name,
        "rows": len(table),
        "columns": [(name, _examples(table, name)) for name in table.names],
        "methods": METHODS,
        "allocations": ALLOCATIONS,
        "sealed": text,
        "faults": (faults or [])[:SHOWN],
        "rest": max(0, len(faults or []) - SHOWN),
        "detail": detail,
    }
    return drawn("settings.html", errors=errors, **context)


def _examples(table: Table, name: str) -> str:
    cells = dict.fromkeys(cell[:40] for cell in table.columns[name][:200] if cell)
    return ", ".join(list(cells)[:3])


STEPS: dict[str, Callable[[str], Response]] = {"frame": _frame, "try": _try, "store": _store}
"""What the form of the page says that it is → what is done."""
