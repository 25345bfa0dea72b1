"""What a link says of the visit is held against closed lists: shown, filled in, stored, or as if never said."""

from __future__ import annotations

import uuid

import pytest
from sqlmodel import Session, select

from survey import create_app
from survey.ballots import doors
from survey.tables import Ballot, Collector, Procedure
from tests.ballots.cast import Device, ballot, fields, said
from tests.citizen.cast import Citizen
from tests.databases import Cast

OURS, EVERYBODYS, OTHERS = "1.001", "2.002", "3.003"
ANSWERED = {"respondent_type": "1", "purpose": "2", "U1": "5", "U2": "4", "U3": "?", "U4": "5", "U5": "5"} | {
    "U6": "4",
    "UF": "0",
}


@pytest.fixture(autouse=True)
def listed(sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Three procedures: of the office of `short-phone`, of every office, and of another one; by code."""
    monkeypatch.setattr(doors, "SEEN_WITHIN", 0.0)
    units = sqlite_province.units
    rows = [
        Procedure(code=OURS, field="Đất đai", name="Đăng ký biến động đất đai", agency_id=units["so-y-te"]),
        Procedure(code=EVERYBODYS, field="y tế", name="Chứng thực <bản sao>"),
        Procedure(code=OTHERS, field="đất đai", name="Cấp phép", agency_id=units["xa-an-hoa"]),
    ]
    with Session(sqlite_province.engine) as session:
        session.add_all(rows)
        session.commit()
        return {row.code: row.id or 0 for row in rows}


@pytest.fixture
def citizen(sqlite_province: Cast) -> Citizen:
    return Citizen(create_app(sqlite_province.engine).test_client(), "short-phone")


def stored(cast: Cast) -> list[int | None]:
    with Session(cast.engine) as session:
        return list(session.exec(select(Ballot.procedure_id)))


def test_a_procedure_of_the_link_is_shown_and_its_field_filled_in(citizen: Citizen) -> None:
    page = citizen.look(f"/s/short-phone?p={OURS}")

    assert "Thủ tục: Đăng ký biến động đất đai" in page.root.text
    assert "Tên thủ tục được lưu cùng câu trả lời; mã hồ sơ thì không." in page.root.text
    assert page.filled_in()["_procedure"] == [OURS]
    assert page.filled_in()["field"] == ["1"]


def test_it_is_stored_with_the_ballot_and_the_field_may_be_changed(
    citizen: Citizen, sqlite_province: Cast, listed: dict[str, int]
) -> None:
    citizen.look(f"/s/short-phone?p={OURS}")

    citizen.send(ANSWERED | {"field": "2"})

    assert citizen.was_redirected
    assert stored(sqlite_province) == [listed[OURS]]
    with Session(sqlite_province.engine) as session:
        assert session.exec(select(Ballot.answers)).one()[1] == "2"


def test_it_stays_through_a_slip_and_through_the_language_switch(
    citizen: Citizen, sqlite_province: Cast, listed: dict[str, int]
) -> None:
    citizen.look(f"/s/short-phone?p={EVERYBODYS}")
    citizen.send({"field": "3"})
    assert citizen.status == 422
    page = citizen.send({}, button="_show", value="en")
    assert "Procedure: Chứng thực <bản sao>" in page.root.text

    citizen.send(ANSWERED)

    assert stored(sqlite_province) == [listed[EVERYBODYS]]


def test_it_can_be_taken_off(citizen: Citizen, sqlite_province: Cast) -> None:
    page = citizen.look(f"/s/short-phone?p={OURS}&lang=vi")
    (off,) = [link for link in page.root.all("a") if "Không phải thủ tục này?" in link.text]
    page = citizen.look(f"/s/short-phone{off['href']}")

    citizen.send(ANSWERED | {"field": "2"})

    assert "_procedure" not in page.filled_in()
    assert stored(sqlite_province) == [None]


@pytest.mark.parametrize(
    "query",
    [f"p={OTHERS}", "p=9.999", "p=", "p=%00", "p=" + "9" * 5000, "f=Z", "f=", "p='%20OR%201=1", "x=1"],
)
def test_what_is_in_no_list_is_as_if_it_were_not_said(citizen: Citizen, query: str) -> None:
    page = citizen.look(f"/s/short-phone?{query}")

    assert citizen.status == 200
    assert "_procedure" not in page.filled_in()
    assert "field" not in page.filled_in()


def test_a_field_alone_is_filled_in(citizen: Citizen) -> None:
    assert citizen.look("/s/short-phone?f=A").filled_in()["field"] == ["A"]
    assert citizen.look(f"/s/short-phone?p={OURS}&f=A").filled_in()["field"] == ["A"]


def test_a_questionnaire_without_fields_takes_the_procedure_alone(citizen: Citizen) -> None:
    page = citizen.look(f"/s/two-phone?p={EVERYBODYS}&f=1")

    assert page.filled_in()["_procedure"] == [EVERYBODYS]


def test_a_phone_that_answered_before_goes_on_to_the_procedure_of_its_new_receipt(citizen: Citizen) -> None:
    citizen.look(f"/s/short-phone?p={OURS}")
    citizen.send(ANSWERED)

    page = citizen.look(f"/s/short-phone?p={EVERYBODYS}")
    (other,) = page.root.all("a", class_="button")
    page = citizen.look(other["href"])

    assert page.filled_in()["_procedure"] == [EVERYBODYS]


def test_each_visitor_gets_an_id_of_their_own(citizen: Citizen) -> None:
    ids: set[uuid.UUID] = set()
    for _ in range(20):
        citizen.look(f"/s/short-phone?p={OURS}")
        ids.add(citizen.ballot)

    assert len(ids) == 20


def test_a_procedure_that_is_gone_meanwhile_sends_the_form_back_with_all_answers(
    citizen: Citizen, sqlite_province: Cast
) -> None:
    citizen.look(f"/s/short-phone?p={OURS}")
    with Session(sqlite_province.engine) as session:
        session.delete(session.exec(select(Procedure).where(Procedure.code == OURS)).one())
        session.commit()

    page = citizen.send(ANSWERED | {"field": "2"})

    assert citizen.status == 422
    assert "Mẫu phiếu đã thay đổi" in page.alert.text
    assert page.filled_in()["U1"] == ["5"]
    citizen.send({})
    assert stored(sqlite_province) == [None]


@pytest.mark.parametrize(
    ("code", "is_taken"), [(OURS, False), (EVERYBODYS, True), (None, True), (OTHERS, False)]
)
def test_a_device_says_the_procedure_by_its_code(
    sqlite_province: Cast, listed: dict[str, int], code: str | None, is_taken: bool
) -> None:
    device = Device(create_app(sqlite_province.engine).test_client())

    reply = device.put(ballot("two-paper", procedure=code) if code == OTHERS else ballot(procedure=code))

    if is_taken:
        assert said(reply) == (201, "recorded")
        assert stored(sqlite_province) == [listed.get(code or "")]
    else:
        assert fields(reply) == {"procedure": "not_offered"}
        assert stored(sqlite_province) == []


def test_a_door_made_for_one_procedure_offers_no_other(
    sqlite_province: Cast, listed: dict[str, int], citizen: Citizen
) -> None:
    with Session(sqlite_province.engine) as session:
        session.get_one(Collector, sqlite_province.collectors["two-phone"]).procedure_id = listed[OTHERS]
        session.commit()
    device = Device(citizen.client)

    assert fields(device.put(ballot(procedure=EVERYBODYS))) == {"procedure": "not_offered"}
    assert said(device.put(ballot(procedure=OTHERS))) == (201, "recorded")
    assert said(device.put(ballot())) == (201, "recorded")
    assert stored(sqlite_province) == [listed[OTHERS]] * 2


def test_all_that_is_wrong_is_said_at_once(sqlite_province: Cast) -> None:
    device = Device(create_app(sqlite_province.engine).test_client())

    reply = device.put(ballot(procedure="9", code="x", language="fr"))

    assert fields(reply) == {"procedure": "not_offered", "code": "not_asked", "language": "not_offered"}
