"""The page of an interviewer: what it holds for days without a network, and when it opens."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict

import pytest
from sqlmodel import Session

from survey.citizen.assets import assets
from survey.interviewing.links import door_token
from survey.interviewing.messages import EN, VI
from survey.interviewing.outcomes import RESULTS
from survey.tables import Wave
from survey.tables.fieldwork import OUTCOMES
from tests.citizen.reading import Page
from tests.interviewing.cast import Device, given


def known(device: Device) -> dict[str, object]:
    found: dict[str, object] = json.loads(Page(device.page().text).root.all("body")[0]["data-known"])
    return found


def move(device: Device, **dates: dt.date) -> None:
    with Session(device.cast.engine) as session:
        wave = session.get_one(Wave, device.cast.waves["two-2026"])
        for name, day in dates.items():
            setattr(wave, name, day)
        session.commit()


def test_the_page_names_the_interviewers_own_households_and_no_others(device: Device) -> None:
    other = Device(device.app, device.cast, given(device.cast.engine, "DTV-08", "thon-2").token)

    own = [each["what"] for each in known(device)["cases"]]  # type: ignore[attr-defined]
    assert own == [f"Hộ {n}, Xóm {n}" for n in range(1, 7)] + [f"Dự phòng {n}, Xóm {n}" for n in (1, 2)]
    assert len(known(other)["cases"]) == 7  # type: ignore[arg-type]


def test_the_page_holds_the_form_and_the_sentences_in_every_language(device: Device) -> None:
    page = device.page().text

    assert re.findall(r'<template class="face" lang="(\w+)">', page) == ["vi", "en"]
    assert set(known(device)["words"]) == {"vi", "en"}  # type: ignore[call-overload]
    assert known(device)["door"] == door_token(device.token)


def test_no_cache_keeps_the_page(device: Device) -> None:
    assert device.page().headers["Cache-Control"] == "no-store"


def test_what_the_server_knows_of_visits_comes_back_with_the_page(device: Device) -> None:
    device.tell(2, "no_answer")
    device.tell(2, "moved", visit=2)
    device.tell(7, "refused", replaces=2)

    found = {each["n"]: each for each in known(device)["cases"]}  # type: ignore[attr-defined]
    assert found[2]["seen"] == [[1, "no_answer"], [2, "moved"]]
    assert (found[7]["reserve"], found[7]["for"]) == (True, 2)


def test_the_page_opens_for_the_days_of_grace_so_that_a_device_can_send_what_it_holds(device: Device) -> None:
    statuses = []
    for days in (0, -1, -7, -8):
        move(device, closes=device.cast.today + dt.timedelta(days=days))
        statuses.append(device.page().status_code)
    move(
        device,
        opens=device.cast.today + dt.timedelta(days=1),
        closes=device.cast.today + dt.timedelta(days=9),
    )

    assert statuses == [200, 200, 200, 410]
    assert device.page().status_code == 503


def test_both_languages_say_everything() -> None:
    assert all(all(asdict(words).values()) for words in (VI, EN))
    assert VI.results.keys() == EN.results.keys() == RESULTS.keys()
    assert VI.ways.keys() == EN.ways.keys() == {"alone", "read_aloud", "interpreted"}
    assert VI.outcomes.keys() == EN.outcomes.keys() == {"open", *RESULTS.values(), "not_at_home"}
    assert set(VI.outcomes) <= set(OUTCOMES)


@pytest.mark.parametrize("name", ["interview.js", "interview-cases.js", "interview-screens.js"])
def test_scripts_load_in_an_old_browser(name: str) -> None:
    """Chromium 66, the floor of the citizen's pages."""
    modern = re.compile(
        r"\?\.[A-Za-z\[(]|\?\?|\|\|=|&&=|#[a-z]+\(|\bObject\.fromEntries|\.replaceAll\(|\.at\("
    )

    assert not modern.search(assets()[name].content.decode())
