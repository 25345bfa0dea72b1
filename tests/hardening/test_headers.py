"""What every reply carries, at every address and with every status."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey import create_app
from survey.headers import ProxiesError
from tests.ballots.cast import ballot, fresh_id
from tests.databases import Cast

BALLOT = "00005123-0000-8000-8000-000000000000"
FILLED = {
    "token": ("two-phone", "two-kiosk", "nobody", "%20"),
    "ballot_id": (BALLOT, "x"),
    "name": ("citizen.css", "nothing.js"),
    "collector_id": ("1", "0"),
}
"""What stands in the gaps of an address: something that is there, and something that is not."""
POLICY = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
ODD = (("GET", "/elsewhere"), ("POST", "/s/two-phone/thanks"), ("DELETE", "/api/v1/ballots/x"))
"""Where there is nothing."""


def addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Every address of the application, with something in its gap, and some where there is nothing."""
    yield from ODD
    for rule in app.url_map.iter_rules():
        gap = next(iter(rule.arguments), "")
        for verb in sorted((rule.methods or set()) - {"OPTIONS"}):
            for value in FILLED.get(gap, ("x",)):
                yield verb, re.sub("<[^>]+>", value, rule.rule)


Replies = dict[tuple[str, str], TestResponse]


@pytest.fixture
def replies(app: Flask) -> Replies:
    """What is answered at every address, whatever it is."""
    client = app.test_client()
    return {(verb, path): client.open(path, method=verb) for verb, path in addresses(app)}


def policy_of(response: TestResponse) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def test_every_address_keeps_to_itself(replies: Replies) -> None:
    wanted = {
        "Referrer-Policy": "no-referrer",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    assert len(replies) > 25
    for place, response in replies.items():
        found = {name: response.headers.get(name) for name in wanted}
        assert (place, policy_of(response), found) == (place, POLICY, wanted)
        assert "camera=()" in response.headers["Permissions-Policy"]
        assert re.fullmatch("[0-9a-f]{16}", response.headers["X-Request-Id"])
        assert "Strict-Transport-Security" not in response.headers
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.status_code < 500, place


def test_every_address_asks_browsers_to_stay_with_tls_where_there_is_tls(app: Flask) -> None:
    client = app.test_client()
    asked = {
        client.open(path, method=verb, base_url="https://localhost").headers["Strict-Transport-Security"]
        for verb, path in addresses(app)
    }

    assert asked == {"max-age=31536000"}


def test_no_policy_allows_anything_inline_or_a_nonce(replies: Replies) -> None:
    policies = {response.headers["Content-Security-Policy"] for response in replies.values()}

    assert len(policies) == 1
    assert not re.search("unsafe|nonce|data:|\\*", policies.pop())


def test_nothing_but_files_under_their_version_is_kept_by_a_cache(replies: Replies) -> None:
    kept = {
        place: response.headers.get("Cache-Control")
        for place, response in replies.items()
        if not place[1].startswith("/assets/") and response.status_code not in {404, 405, 308}
    }

    assert {place: each for place, each in kept.items() if each not in {"no-store", "no-cache"}} == {}


@pytest.mark.parametrize(
    ("setting", "headers", "secure"),
    [
        ("", {"X-Forwarded-Proto": "https"}, False),
        ("0", {"X-Forwarded-Proto": "https"}, False),
        ("1", {"X-Forwarded-Proto": "https"}, True),
        ("1", {"X-Forwarded-Proto": "http"}, False),
        ("1", {}, False),
    ],
)
def test_only_a_proxy_of_ours_is_believed_about_tls(
    sqlite_province: Cast,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    headers: dict[str, str],
    secure: bool,
) -> None:
    monkeypatch.setenv("HAILONG_PROXIES", setting)
    client = create_app(sqlite_province.engine).test_client()

    response = client.get("/s/two-phone", headers=headers)

    assert ("Strict-Transport-Security" in response.headers) is secure


def test_a_number_of_proxies_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAILONG_PROXIES", "yes")

    with pytest.raises(ProxiesError, match="HAILONG_PROXIES"):
        create_app("sqlite://")


def test_each_request_has_a_number_of_its_own_that_no_sender_chooses(app: Flask) -> None:
    client = app.test_client()

    numbers = {
        client.get("/healthz", headers={"X-Request-Id": "mine"}).headers["X-Request-Id"] for _ in "abc"
    }

    assert len(numbers) == 3
    assert "mine" not in numbers


def test_a_ballot_that_another_site_sends_cannot_be_sent(app: Flask) -> None:
    """A browser asks first whether a foreign page may send JSON, and is not told that it may."""
    asked = app.test_client().options(
        f"/api/v1/ballots/{fresh_id()}",
        headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "PUT"},
    )

    assert "Access-Control-Allow-Origin" not in asked.headers
    plain = app.test_client().put(
        f"/api/v1/ballots/{fresh_id()}", data=str(ballot()), content_type="text/plain"
    )
    assert plain.status_code == 415
