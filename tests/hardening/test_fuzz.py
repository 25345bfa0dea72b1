"""Hostile input by the hundred, and by the ten thousand in `make soak`: no 500, nothing stored that is forbidden."""

from __future__ import annotations

import random
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from sqlalchemy import text
from sqlmodel import Session

from survey import create_app
from tests.ballots.cast import fresh_id
from tests.ballots.server import Server
from tests.citizen.cast import Shop, open_shop
from tests.databases import postgres_database, settle, sqlite_database
from tests.hardening.attacking import Attack, byte_attack, form_attacks, json_attacks, sound_json
from tests.hardening.permitted import forbidden
from tests.hardening.printing import name_of

KINDS = {"json": json_attacks(), "form": form_attacks()}
FEW, MANY = 60, 1500
"""Of each kind on each database; the soak run of all kinds together is of more than 10,000."""
SEED = 20261122


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One database for all attacks."""
    folder = tmp_path_factory.mktemp("fuzz")
    if request.param == "sqlite":
        place = sqlite_database(request.getfixturevalue("sqlite_template"), folder / "hailong.db")
    else:
        place = postgres_database(request.getfixturevalue("postgres_server"))
    with place as engine:
        yield open_shop(settle(engine, folder), folder)


@pytest.fixture(scope="module")
def app(shop: Shop) -> Flask:
    return create_app(shop.engine)


def send(client: FlaskClient, attack: Attack) -> int:
    """One request straight into the application."""
    return client.open(
        attack.path,
        method=attack.verb,
        data=attack.body,
        content_type=attack.kind or None,
        headers=attack.headers,
    ).status_code


def attacked(app: Flask, kind: SearchStrategy[Attack], number: int) -> Counter[int]:
    """Send so many attacks of a kind; how often each status came back."""
    statuses: Counter[int] = Counter()
    client = app.test_client(use_cookies=False)

    @settings(
        max_examples=number,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(kind)
    def one(attack: Attack) -> None:
        status = send(client, attack)
        statuses[status] += 1
        assert status < 500, attack

    one()
    return statuses


def spoilt(app: Flask, number: int, seed: int) -> Counter[int]:
    """Send so many spoilt requests; how often each status came back."""
    dice, client, statuses = random.Random(seed), app.test_client(use_cookies=False), Counter[int]()
    for _ in range(number):
        attack = byte_attack(dice)
        status = send(client, attack)
        statuses[status] += 1
        assert status < 500, attack
    return statuses


def through_the_wire(port: int, number: int, seed: int) -> Counter[str]:
    """Send so many spoilt requests to the real server, heads and all; how it answered each."""
    dice, statuses = random.Random(seed), Counter[str]()
    for _ in range(number):
        attack = byte_attack(dice)
        raw = f"{attack.verb} {attack.path} HTTP/1.1\r\nHost: h\r\nContent-Type: {attack.kind}\r\n"
        length = len(attack.body) if dice.random() < 0.8 else dice.randint(0, 200)
        whole = raw.encode("latin-1", "replace") + b"Content-Length: %d\r\n\r\n" % length + attack.body
        if dice.random() < 0.4:
            place = dice.randrange(120)
            whole = whole[:place] + dice.randbytes(dice.randint(1, 8)) + whole[place:]
        with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as line:
            statuses[_answer(line, whole)] += 1
    return statuses


def _answer(line: socket.socket, whole: bytes) -> str:
    try:
        line.sendall(whole)
        line.shutdown(socket.SHUT_WR)
        return line.recv(4096)[9:12].decode("ascii", "replace") or "hung up"
    except OSError:
        return "hung up"


@pytest.mark.parametrize("kind", KINDS)
def test_no_ballot_however_odd_is_answered_500_or_stored_against_the_questionnaire(
    app: Flask, shop: Shop, kind: str
) -> None:
    statuses = attacked(app, KINDS[kind], FEW)

    assert sum(statuses.values()) >= FEW
    assert forbidden(shop, shop.tokens["all-phone"]) == []


def test_no_spoilt_bytes_are_answered_500_or_stored_against_the_questionnaire(app: Flask, shop: Shop) -> None:
    statuses = spoilt(app, 2 * FEW, SEED)

    assert len(statuses) > 4
    assert forbidden(shop, shop.tokens["all-phone"]) == []


def test_the_real_server_outlives_spoilt_requests(shop: Shop, tmp_path: Path) -> None:
    with Server(tmp_path / "log", shop.cast.url, workers=1) as server:
        server.wait()
        statuses = through_the_wire(server.port, FEW, SEED + 1)
        alive = server.ask("GET", "/readyz")[0]

    assert alive == 200
    assert not [status for status in statuses if status.startswith("5")]
    assert '"level": "error"' not in (tmp_path / "log").read_text(encoding="utf-8")
    assert forbidden(shop, shop.tokens["all-phone"]) == []


@pytest.mark.soak
def test_ten_thousand_hostile_inputs(app: Flask, shop: Shop, tmp_path: Path) -> None:
    found = {name: attacked(app, kind, MANY) for name, kind in KINDS.items()}
    found["bytes"] = spoilt(app, MANY, SEED + 2)
    with Server(tmp_path / "log", shop.cast.url) as server:
        server.wait()
        wire = through_the_wire(server.port, MANY, SEED + 3)
        alive = server.ask("GET", "/readyz")[0]

    stored = len(shop.ballots())
    print(f"\nhostile inputs on {name_of(shop.engine)}; {stored} ballots stored, every one permitted")
    for name, statuses in {**found, "bytes through the server": wire}.items():
        told = ", ".join(f"{status}: {n}" for status, n in sorted(statuses.items(), key=str))
        print(f"  {name:26} {sum(statuses.values()):6}  {told}")
    assert alive == 200
    assert not [status for status in wire if status.startswith("5")]
    assert sum(sum(each.values()) for each in found.values()) + sum(wire.values()) >= 4 * MANY
    assert '"level": "error"' not in (tmp_path / "log").read_text(encoding="utf-8")
    assert forbidden(shop, shop.tokens["all-phone"]) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("answers = '9' || substr(answers, 2)", "cannot be"),
        ("answers = answers || '1'", "characters in place of"),
        ("answers = replace(answers, '-', '1')", "was not asked"),
        ("language = 'xx'", "language"),
        ("seconds = 100000", "seconds"),
        ("weight = 2", "weight"),
    ],
)
def test_the_judge_of_these_tests_sees_what_is_forbidden(
    shop: Shop, app: Flask, change: str, word: str
) -> None:
    """A judge that finds nothing must be known to be able to."""
    client = app.test_client(use_cookies=False)
    assert client.put(f"/api/v1/ballots/{fresh_id()}", json=sound_json()).status_code == 201

    with shop.engine.connect() as connection:
        connection.execute(text(f"UPDATE ballot SET {change}"))
        with Session(connection) as session:
            found = forbidden(shop, shop.tokens["all-phone"], session)
        connection.rollback()

    assert found and all(word in each for each in found)
    assert forbidden(shop, shop.tokens["all-phone"]) == []
