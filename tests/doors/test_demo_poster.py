"""The start page of the demonstration leads to the kiosk and to a poster whose code opens the form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from survey import create_app
from tests.citizen.reading import Page
from tests.databases import Cast
from tests.doors.cast import picture, scanned, texts

UNIT = {"vi": "Xã An Hòa", "en": "An Hòa commune"}


@pytest.fixture
def client(sqlite_province: Cast, tmp_path: Path) -> FlaskClient:
    """A demonstration with two forms and without reports."""
    doors = [
        {"layout": "phone", "token": "two-phone", "unit": UNIT},
        {"layout": "counter", "token": "short-kiosk", "unit": UNIT},
    ]
    index = {"simulated": True, "ballots": 9, "doors": doors, "series": [], "worth": []}
    (tmp_path / "index.json").write_text(json.dumps(index), encoding="utf-8")
    return create_app(sqlite_province.engine, demo=tmp_path).test_client()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Tờ giới thiệu để treo (PDF)", "Mở như trên máy đánh giá"]),
        ("en", ["The poster to hang up (PDF)", "Open it as a kiosk does"]),
    ],
)
def test_the_start_page_leads_to_the_poster_and_to_the_kiosk(
    client: FlaskClient, language: str, words: list[str]
) -> None:
    page = Page(client.get(f"/?lang={language}").text)

    found = {each["href"]: each.text for each in page.root.elements if each.get("class") == "button plain"}
    assert found == {"/posters/0.pdf": words[0], "/k/short-kiosk": words[1]}
    assert client.get("/k/short-kiosk").status_code == 200


def test_the_poster_leads_to_the_form_on_the_server_that_was_asked(client: FlaskClient) -> None:
    reply = client.get("/posters/0.pdf", base_url="http://127.0.0.1:8003")

    (address,) = scanned(picture(reply.data))
    assert (reply.status_code, reply.mimetype) == (200, "application/pdf")
    assert address == "http://127.0.0.1:8003/s/two-phone"
    assert "127.0.0.1:8003/s/two-phone" in texts(reply.data)[0]
    assert client.get("/s/two-phone").status_code == 200


@pytest.mark.parametrize("number", [1, 2, 99])
def test_there_is_a_poster_for_phones_only(client: FlaskClient, number: int) -> None:
    assert client.get(f"/posters/{number}.pdf").status_code == 404
