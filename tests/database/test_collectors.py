"""A door is made with a token that is seen once; the database keeps what cannot be turned back into it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import text
from sqlmodel import Session, select

from survey.codes.alphabet import LETTERS
from survey.tables import Collector, DesignCell, Event, Procedure, Unit
from survey.units.procedures import ProcedureError
from survey.units.units import UnitError
from survey.waves.collectors import CollectorError, Wanted, hash_token, listed, make, new_collector, revoke
from survey.waves.qr_code import QrCodeError, check_file, draw, write
from survey.waves.tokens import new_token
from survey.waves.waves import wave_of
from tests.databases import Cast, give_ballot

DOOR = Wanted(wave="two-2026", agency="so-y-te", service_point="xa-an-hoa", mode="kiosk", layout="counter")


def everything_stored(cast: Cast) -> str:
    """All that the database holds about doors and what was done, as text and as hexadecimal digits."""
    with cast.engine.connect() as connection:
        rows = [
            row
            for table in ("collector", "event")
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]
    cells = [cell for row in rows for cell in row]
    return " ".join(
        bytes(cell).hex() if isinstance(cell, bytes | memoryview) else str(cell) for cell in cells
    )


def test_only_the_hash_of_a_token_is_stored(province: Cast) -> None:
    with Session(province.engine) as session:
        collector, token = make(session, DOOR, by="An")
        kept = collector.token_hash
        session.commit()

    stored = everything_stored(province)
    assert kept == hashlib.sha256(token.encode()).digest() == hash_token(token)
    assert kept.hex() in stored
    assert token not in stored and token.encode().hex() not in stored


def test_a_token_is_too_long_to_guess_and_can_be_copied_by_hand() -> None:
    tokens = [new_token() for _ in range(500)]

    letters = {letter for token in tokens for letter in token} - {"-"}
    assert len(set(tokens)) == 500
    assert all(re.fullmatch(r"\w{4}(-\w{4}){3}", token) for token in tokens)
    assert letters == set(LETTERS.lower())
    assert len(LETTERS) ** 16 > 2**64


def test_a_door_knows_whom_it_is_about_and_where_it_stands(province: Cast) -> None:
    with Session(province.engine) as session:
        session.add(Procedure(code="1.001", field="y tế", name="Cấp giấy phép"))
        session.add(
            DesignCell(wave_id=province.waves["two-2026"], unit_id=province.units["so-y-te"], code="quay")
        )
        session.flush()
        wanted = Wanted(
            **(vars(DOOR) | {"procedure": "1.001", "cell": "quay", "label": "Quầy 3", "target": 40})
        )
        made, _ = make(session, wanted, by="An")

        assert (made.agency_id, made.service_point_id) == (
            province.units["so-y-te"],
            province.units["xa-an-hoa"],
        )
        assert (made.mode, made.layout, made.label, made.target) == ("kiosk", "counter", "Quầy 3", 40)
        assert made.procedure_id and made.design_cell_id


@pytest.mark.parametrize(
    ("more", "error", "message"),
    [
        ({"agency": "so-khac"}, UnitError, "no unit 'so-khac'"),
        ({"procedure": "9"}, ProcedureError, "no procedure '9'; --procedure; import it"),
        ({"cell": "x"}, CollectorError, "there is no design cell 'x'; --cell"),
    ],
)
def test_a_door_to_nowhere_is_refused(
    sqlite_province: Cast, more: dict[str, str], error: type[ValueError], message: str
) -> None:
    with Session(sqlite_province.engine) as session, pytest.raises(error, match=message):
        make(session, Wanted(**(vars(DOOR) | more)), by="An")


def test_a_closed_wave_gets_no_new_doors(sqlite_province: Cast) -> None:
    with Session(sqlite_province.engine) as session:
        wave_of(session, "two-2026").state = "closed"

        with pytest.raises(CollectorError, match="collects no more; wave two-2026"):
            make(session, DOOR, by="An")


def test_a_cell_of_another_wave_is_refused(sqlite_province: Cast) -> None:
    cast = sqlite_province
    with Session(cast.engine) as session:
        cell = DesignCell(wave_id=cast.waves["short-2026"], unit_id=cast.units["so-y-te"], code="quay")
        session.add(cell)
        session.flush()

        with pytest.raises(CollectorError, match="belongs to another wave; quay"):
            new_collector(
                session,
                wave=wave_of(session, "two-2026"),
                agency=session.get_one(Unit, cast.units["so-y-te"]),
                cell=cell,
            )


def test_a_door_is_shut_once_and_for_good(province: Cast) -> None:
    number = province.collectors["two-phone"]
    with Session(province.engine) as session:
        revoke(session, number, day=dt.date(2026, 7, 1), by="An")
        revoke(session, number, day=dt.date(2026, 7, 9), by="An")

        assert session.get_one(Collector, number).revoked_on == dt.date(2026, 7, 1)
        assert [each.action for each in session.exec(select(Event))] == ["collector.revoke"]
        with pytest.raises(CollectorError, match="no collector 99; hailong collector list"):
            revoke(session, 99, day=dt.date(2026, 7, 1), by="An")


def test_doors_are_listed_with_their_ballots(province: Cast) -> None:
    with Session(province.engine) as session:
        give_ballot(session, province, "two-phone", "54", 1)

        rows = {row[0]: row[1:6] for row in listed(session, "two-2026")}

    assert len(rows) == 3
    assert rows[province.collectors["two-phone"]] == ("two-2026", "xa-an-hoa", "phone", "phone", 1)


LINK = "https://hailong.tinh.example/s/abcdefghijklmnopqrstuv"


def test_the_qr_code_leads_to_the_link(tmp_path: Path) -> None:
    write(tmp_path / "qr.png", LINK)

    with Image.open(tmp_path / "qr.png") as image:
        found = zxingcpp.read_barcodes(image.convert("L"))
    assert [each.text for each in found] == [LINK]


def test_the_qr_code_is_drawn_for_a_terminal_and_as_svg(tmp_path: Path) -> None:
    write(tmp_path / "qr.svg", LINK)

    assert "<svg" in (tmp_path / "qr.svg").read_text(encoding="utf-8")
    assert len(draw(LINK).splitlines()) > 10


@pytest.mark.parametrize(
    ("name", "base_url", "message"),
    [
        ("qr.svg", "", "add --base-url"),
        ("qr.gif", LINK, "saved as .svg or .png"),
        ("there.svg", LINK, "the file is there already"),
        ("no/qr.svg", LINK, "no such folder"),
    ],
)
def test_a_qr_code_that_cannot_be_saved_is_refused_before_the_door_is_made(
    tmp_path: Path, name: str, base_url: str, message: str
) -> None:
    (tmp_path / "there.svg").touch()

    with pytest.raises(QrCodeError, match=message):
        check_file(tmp_path / name, base_url)
