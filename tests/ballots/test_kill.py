"""`kill -9` in the middle of the crowd: no acknowledged ballot is lost and none is doubled."""

from __future__ import annotations

import http.client
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from survey.database import durability, engine_of
from survey.serving import PROMISED
from tests.ballots.cast import ballot, fresh_id, stored
from tests.ballots.server import Nursery, Running
from tests.databases import Cast

ROUNDS = 20
DEVICES = 8
AT_MOST = 60
"""Ballots acknowledged before a kill."""
PATIENCE = 20.0


@dataclass
class Crowd:
    """Devices that send ballots, and send again what was not acknowledged."""

    dice: random.Random
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)

    def answer(self, server: Running) -> None:
        """One device: ballot after ballot, until the server is gone."""
        try:
            with server.connect() as line:
                while True:
                    ballot_id = self.next_id()
                    status = line.put(ballot_id, self.bodies[ballot_id])
                    if status in {200, 201}:
                        self.acknowledged.add(ballot_id)
                    else:
                        self.odd.append(status)
        except (OSError, http.client.HTTPException):
            self.waiting.append(ballot_id)

    def wait_for(self, more: int) -> None:
        """Return when so many more ballots are acknowledged, and a moment later that no one can foresee."""
        wanted, end = len(self.acknowledged) + more, time.monotonic() + PATIENCE
        while len(self.acknowledged) < wanted and time.monotonic() < end:
            time.sleep(0.001)
        time.sleep(self.dice.uniform(0, 0.01))

    def next_id(self) -> str:
        """A ballot that waits to be sent again, else a new one."""
        try:
            return self.waiting.pop()
        except IndexError:
            ballot_id = fresh_id()
            answers = {"A1": self.dice.choice("54321?"), "A2": self.dice.choice("54321?")}
            comments = {"words": f"góp ý của {ballot_id[-6:]}"} if self.dice.random() < 0.3 else {}
            self.bodies[ballot_id] = ballot(answers=answers, comments=comments)
            return ballot_id


def test_twenty_kills_lose_no_acknowledged_ballot_and_double_none(province: Cast, tmp_path: Path) -> None:
    crowd = Crowd(random.Random(20261122))
    promises(province.url)
    with Nursery(province.url, tmp_path / "log") as nursery:
        server = nursery.spawn()
        for _ in range(ROUNDS):
            server.wait()
            heir = nursery.spawn()
            devices = [threading.Thread(target=crowd.answer, args=(server,)) for _ in range(DEVICES)]
            for device in devices:
                device.start()
            crowd.wait_for(crowd.dice.randint(1, AT_MOST))
            server.kill()
            for device in devices:
                device.join()
            server = heir
        missing = crowd.acknowledged - answers_of(province.engine).keys()
        with server.wait().connect() as line:
            late = [line.put(ballot_id, crowd.bodies[ballot_id]) for ballot_id in crowd.waiting]
            again = [line.put(ballot_id, crowd.bodies[ballot_id]) for ballot_id in crowd.acknowledged]

    assert not missing
    assert not crowd.odd
    assert len(crowd.acknowledged) > ROUNDS * 10
    assert set(late) <= {200, 201} and set(again) == {200}
    assert answers_of(province.engine) == {
        ballot_id: "".join(body["answers"].values()) for ballot_id, body in crowd.bodies.items()
    }
    assert stored(province.engine) == len(crowd.bodies)
    assert sorted(comments_of(province.engine)) == sorted(
        body["comments"]["words"] for body in crowd.bodies.values() if body["comments"]
    )


def promises(url: str) -> None:
    """The settings of a connection opened as the server opens its own."""
    engine = engine_of(url)
    with engine.connect() as connection:
        found = durability(connection)
    engine.dispose()

    assert {name: value for name, value in found.items() if value not in PROMISED.get(name, {value})} == {}
    assert {"synchronous", "journal_mode"} <= found.keys() or {"synchronous_commit", "fsync"} <= found.keys()


def answers_of(engine: Engine) -> dict[str, str]:
    """Every stored ballot: id → answer string."""
    shown = "id" if engine.dialect.name == "postgresql" else "lower(hex(id))"
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {shown}, answers FROM ballot")).all()
    return {str(uuid.UUID(str(ballot_id))): answers for ballot_id, answers in rows}


def comments_of(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT body FROM comment")).scalars())
