"""A link is held against the hash of its door, and says where it leads if that is elsewhere."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from survey.doors.card import card_of
from survey.doors.links import LinkError, door_link, with_code, with_visit
from survey.tables import Collector, Unit
from survey.waves.collectors import CollectorError
from survey.waves.waves import wave_of
from tests.databases import Cast

SERVER = "https://khao-sat.example"


@pytest.mark.parametrize(
    ("link", "base_url", "address"),
    [
        (f"{SERVER}/s/two-phone", "", f"{SERVER}/s/two-phone"),
        (f"{SERVER}/s/two-phone?lang=vi#c=x", "", f"{SERVER}/s/two-phone"),
        ("/s/two-phone", f"{SERVER}/", f"{SERVER}/s/two-phone"),
        (f"{SERVER}/s/two-phone", "http://10.0.0.5:8000", "http://10.0.0.5:8000/s/two-phone"),
        (f"{SERVER}/phieu/s/two-phone", "", f"{SERVER}/phieu/s/two-phone"),
    ],
)
def test_the_link_as_it_was_printed_is_the_address(
    sqlite_province: Cast, link: str, base_url: str, address: str
) -> None:
    number = sqlite_province.collectors["two-phone"]

    with Session(sqlite_province.engine) as session:
        assert door_link(session, number, link, base_url).address == address


@pytest.mark.parametrize(
    ("door", "link", "error", "message"),
    [
        ("two-phone", f"{SERVER}/s/two-paper", LinkError, "leads to collector 3, not to collector 1"),
        ("two-phone", f"{SERVER}/s/nobody", LinkError, "leads to no collector of this database"),
        ("two-phone", "/s/two-phone", LinkError, "leads nowhere without the server; --base-url"),
        ("two-phone", "ftp://x.example/s/two-phone", LinkError, "--base-url"),
        ("two-phone", "two-phone", LinkError, "no link of a collector.*cannot be found again"),
        ("two-phone", f"{SERVER}/s/", LinkError, "no link of a collector"),
        ("two-phone", f"{SERVER}/s/two-phone/thanks", LinkError, "no link of a collector"),
        (
            "two-kiosk",
            f"{SERVER}/s/two-kiosk",
            CollectorError,
            "on their phones.*kiosk; make one with --mode phone",
        ),
        ("nobody", f"{SERVER}/s/nobody", CollectorError, "no collector 99"),
    ],
)
def test_a_link_to_anywhere_else_is_refused(
    sqlite_province: Cast, door: str, link: str, error: type[ValueError], message: str
) -> None:
    number = sqlite_province.collectors.get(door, 99)

    with Session(sqlite_province.engine) as session, pytest.raises(error, match=message):
        door_link(session, number, link)


def test_a_door_that_is_shut_gets_no_poster(sqlite_province: Cast) -> None:
    number = sqlite_province.collectors["two-phone"]
    with Session(sqlite_province.engine) as session:
        session.get_one(Collector, number).revoked_on = sqlite_province.today

        with pytest.raises(CollectorError, match="this door is shut; collector"):
            door_link(session, number, f"{SERVER}/s/two-phone")


def test_what_a_receipt_knows_is_written_so_that_a_browser_reads_it_back() -> None:
    address = with_visit(f"{SERVER}/s/t", procedure="1.001 a&b/đ", field="3")

    assert address == f"{SERVER}/s/t?p=1.001%20a%26b%2F%C4%91&f=3"
    assert with_visit(f"{SERVER}/s/t") == f"{SERVER}/s/t"
    assert with_code(address, "KF7M2-9XT36").endswith("&f=3#c=KF7M2-9XT36")


def test_the_card_tells_what_the_database_knows(sqlite_province: Cast) -> None:
    cast = sqlite_province
    with Session(cast.engine) as session:
        door = session.get_one(Collector, cast.collectors["short-phone"])
        door.service_point_id = cast.units["xa-an-hoa"]
        wave_of(session, "short-2026").closed_on = cast.today
        link = door_link(session, door.id or 0, f"{SERVER}/s/short-phone")

        card = card_of(session, link, printed=cast.today)
        agency = session.get_one(Unit, cast.units["so-y-te"])

    assert (card.unit, card.unit_en, card.place) == (agency.name, agency.name_en, "Xã An Hòa")
    assert (card.host, card.plan, card.last_day) == ("Sở Nội vụ", "12/KH-UBND", cast.today)
    assert (card.minutes, card.languages, card.asks_code) == (2, ("vi", "en"), False)
