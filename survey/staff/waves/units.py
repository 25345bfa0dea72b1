"""Whom a wave rates: the list of units and procedures with N and n, typed in or sent as a file."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from flask import request
from werkzeug import Response

from survey.accounts.scope import units_seen
from survey.keys import id_of
from survey.staff.visit import here
from survey.staff.waves.common import ROWS, back, draw, held, may, read, said, sheet
from survey.staff.waves.deeds import reason
from survey.tables import Wave
from survey.waves.targets import (
    Fault,
    Reading,
    as_csv,
    compared,
    put_targets,
    read_targets,
    sums_of,
    targets_of,
)
from survey.waves.wave_states import WaveStateError

MARGINS = ("", "3", "5", "10")
SHOWN = 50
"""Faults that are listed."""


def wave_units(code: str) -> Response:
    """The list, and the form for those who may change it."""
    wave = read(code)
    return _page(wave, as_csv(here().session, wave))


def wave_units_now(code: str) -> Response:
    """Check the list, and save it where that is asked; all of it or nothing."""
    found, wave = here(), held(code, "analyst")
    text = request.form.get("list", "")
    reading = _read(wave, text)
    if reading.faults:
        told = [_told(each) for each in reading.faults[:SHOWN]]
        return _page(wave, text, errors={"list": told[0]}, faults=told)
    if request.form.get("do") != "save":
        return _page(wave, text, count=compared(found.session, wave, reading.wanted))
    try:
        put_targets(found.session, wave, reading.wanted, by=found.by)
    except WaveStateError as refusal:
        return _page(wave, text, errors={"": reason(refusal)})
    found.session.commit()
    return back("wave_units", "units", code=code)


def _read(wave: Wave, text: str) -> Reading:
    found, sent = here(), request.files.get("file")
    margin = request.form.get("margin", "")
    units = units_seen(id_of(found.account), ("analyst",), found.today)
    with tempfile.TemporaryDirectory() as folder:
        is_book = sent is not None and (sent.filename or "").lower().endswith(".xlsx")
        path = Path(folder) / ("list.xlsx" if is_book else "list.csv")
        if sent is not None and sent.filename:
            sent.save(path)
        else:
            path.write_text(text, encoding="utf-8")
        rate = int(margin) / 100 if margin in MARGINS[1:] else None
        return read_targets(found.session, wave, path, units, margin=rate)


def _told(each: Fault) -> str:
    words = said()
    what = words.rows[each.why].format(value=each.value)
    return words.row_wrong.format(row=each.row, said=what) if each.row else words.file_wrong.format(said=what)


def _page(
    wave: Wave,
    text: str,
    *,
    errors: dict[str, str] | None = None,
    faults: list[str] | None = None,
    count: Counter[str] | None = None,
) -> Response:
    session = here().session
    total = sums_of(session, wave)
    shown = sheet(total[0])
    return draw(
        "units.html",
        errors=errors or {},
        wave=wave,
        rows=targets_of(session, wave, first=shown.first, most=ROWS),
        sheet=shown,
        total=total,
        text=text,
        faults=faults or [],
        count=count,
        margins=MARGINS,
        may_change=wave.state == "draft" and may(wave, "analyst"),
    )
