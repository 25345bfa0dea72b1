"""A wave of last year with a form of every kind of question, for files whose days are written in them."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session

from survey.keys import id_of
from survey.tables import Wave
from survey.waves.questionnaires_store import publish
from tests.databases import Cast
from tests.imports.cast import HERE

CODE = "form-2025"


def open_wave(cast: Cast) -> Wave:
    """Open it in the province."""
    with Session(cast.engine, expire_on_commit=False) as session:
        row = publish(session, HERE / "form.yaml").row
        wave = Wave(
            code=CODE,
            name="Đợt khảo sát 2025",
            questionnaire_id=id_of(row),
            host_id=cast.units["so-noi-vu"],
            state="open",
            opens=dt.date(2025, 9, 1),
            closes=dt.date(2025, 12, 31),
        )
        session.add(wave)
        session.commit()
    return wave
