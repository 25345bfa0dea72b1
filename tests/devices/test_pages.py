"""What tablets load: the worker with its list of files, and the pages for staff."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask

from survey import create_app
from survey.citizen.assets import assets
from survey.devices.messages import EN, VI
from tests.citizen.manners import check_manners
from tests.citizen.reading import Page


@pytest.fixture
def light() -> Flask:
    """Without a database: these pages need none."""
    return create_app("sqlite://")


def test_the_worker_names_every_file_under_its_version(light: Flask) -> None:
    script = light.test_client().get("/sw.js").text

    listed = json.loads(re.search(r"^const FILES = (.*);$", script, re.MULTILINE)[1])  # type: ignore[index]
    wanted = {f"/assets/{name}?v={each.version}" for name, each in assets().items() if name != "sw.js"}
    assert set(listed) == wanted


def test_a_file_is_served_for_good_only_under_its_own_version(light: Flask) -> None:
    """The worker keeps no file that is not: another version is being served, and it tries again later."""
    client, version = light.test_client(), assets()["queue.js"].version

    kept = {v: client.get(f"/assets/queue.js?v={v}").headers["Cache-Control"] for v in (version, "0" * 12)}

    assert "immutable" in kept[version]
    assert "immutable" not in kept["0" * 12]


def test_the_worker_is_never_out_of_date_and_may_look_after_all_pages(light: Flask) -> None:
    headers = light.test_client().get("/sw.js").headers

    assert headers["Cache-Control"] == "no-cache"
    assert headers["Service-Worker-Allowed"] == "/"
    assert headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_that_asks_for_a_code_minds_its_manners(
    light: Flask, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("survey.devices.views.find_device", lambda _session, _secret: None)

    reply = light.test_client().get(f"/k?lang={language}")

    check_manners(Page(reply.text), reply)


def test_both_languages_say_everything() -> None:
    assert VI.reasons.keys() == EN.reasons.keys()
    assert VI.states.keys() == EN.states.keys()


def test_scripts_load_in_an_old_browser() -> None:
    """Chromium 66, the floor of the citizen's pages: it stumbles over a whole file because of one `?.`."""
    names = ("queue.js", "outbox.js", "device.js", "sw.js", "staff.js")
    modern = re.compile(r"\?\.[A-Za-z\[(]|\?\?|\|\|=|&&=|#[a-z]+\(|\bstatic \{|\bawait import\b.*\bwith\b")

    found = [name for name in names if modern.search(assets()[name].content.decode())]

    assert not found
