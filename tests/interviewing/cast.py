"""A drawn sample of two villages, an interviewer in one of them, and a device that tells of visits."""

from __future__ import annotations

import csv
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from survey.ballots.ballot_id import new_ballot_id
from survey.interviewing.assigning import Given, assign, frame_of
from survey.interviewing.links import door_token
from survey.interviewing.loading import Loaded, load
from survey.tables import Case, Wave
from tests.databases import Cast

HEADER = ("chu_ho", "xom", "thon", "design_probability", "design_weight", "design_psu_1")
VILLAGES = {"thon-1": 6, "thon-2": 5}
"""Village → households drawn."""
RESERVES = 2
WAVE, WHO, AREA = "two-2026", "DTV-07", "thon-1"


def drawn(folder: Path) -> Path:
    """What `hailong draw` leaves, of two villages."""
    folder.mkdir(exist_ok=True)
    rows = {"sample.csv": list(_rows("Hộ", VILLAGES)), "reserves.csv": list(_rows("Dự phòng", RESERVES))}
    for name, lines in rows.items():
        with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADER, *lines])
    (folder / "design.json").write_text('{"seed": 42}', encoding="utf-8")
    return folder


def _rows(kind: str, counts: dict[str, int] | int) -> list[tuple[str, ...]]:
    each = counts if isinstance(counts, dict) else dict.fromkeys(VILLAGES, counts)
    return [
        (f"{kind} {number}", f"Xóm {number}", village, "0.1", "10", village)
        for village, n in each.items()
        for number in range(1, n + 1)
    ]


def loaded(engine: Engine, folder: Path, **more: Any) -> Loaded:
    """The sample in the database."""
    wanted = {"describe": ["chu_ho", "xom"], "area": None, "source": "Bảng kê hộ", "delete_after": None}
    with Session(engine, expire_on_commit=False) as session:
        wave = session.exec(select(Wave).where(Wave.code == WAVE)).one()
        made = load(session, wave, folder, by="test", **(wanted | more))
        session.commit()
    return made


def given(engine: Engine, who: str = WHO, area: str = AREA, n: int | None = None) -> Given:
    """Cases of a village given to an interviewer."""
    with Session(engine, expire_on_commit=False) as session:
        wave = session.exec(select(Wave).where(Wave.code == WAVE)).one()
        made = assign(session, wave, frame_of(session, wave, area), who, n=n, by="test")
        session.commit()
    return made


def cases(engine: Engine, who: str = WHO) -> list[Case]:
    """An interviewer's cases as they are stored."""
    with Session(engine) as session:
        return list(session.exec(select(Case).where(Case.fieldworker == who).order_by(col(Case.number))))


@dataclass
class Device:
    """An interviewer's phone, without a browser."""

    app: Flask
    cast: Cast
    token: str

    def page(self) -> TestResponse:
        return self.app.test_client().get(f"/i/{self.token}")

    def tell(
        self, case: int, result: str, *, visit: int = 1, contact: str | None = None, **more: Any
    ) -> TestResponse:
        body = {"link": self.token, "case": case, "visit": visit, "result": result} | more
        key = contact or secrets.token_hex(8)
        return self.app.test_client().put(f"/api/v1/contacts/{key}", json=body)

    def answer(self, **changes: Any) -> TestResponse:
        """Send a ballot as the page does."""
        body = {
            "collector": door_token(self.token),
            "questionnaire": "two-items",
            "version": "1",
            "day": self.cast.today.isoformat(),
            "language": "vi",
            "seconds": 600,
            "assisted": "read_aloud",
            "state": "complete",
            "answers": {"A1": "5", "A2": "4"},
        }
        ballot_id = new_ballot_id(self.cast.today)
        return self.app.test_client().put(f"/api/v1/ballots/{ballot_id}", json=body | changes)
