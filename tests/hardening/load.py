"""A mixed load at a fixed pace, from a process of its own: the next request does not wait for the one before.

`python -m tests.hardening.load` reads a job as JSON from standard input and prints what came of it. Times are
counted from when a request was due, so that a server that hangs cannot slow its own measurement down.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from questionnaires.cells import Question
from questionnaires.load import load
from survey import dates
from survey.ballots.ballot_id import new_ballot_id

CONNECTIONS = 96
PATIENCE = 30.0
FORM = load("unit-short")
MIX = {"device": 55, "phone": 30, "again": 15}
"""A ballot as JSON; a form that is opened and then sent; a ballot sent again because its answer got lost."""
COMMENTED = 0.2


@dataclass(frozen=True)
class Found:
    """What came of a job; times in seconds from when a request was due."""

    rate: float
    seconds: float
    p50: float
    p95: float
    p99: float
    worst: float
    busy: float
    """How many programs wanted a processor meanwhile, on average: of the whole machine, ours among them."""
    statuses: Mapping[str, int]
    acknowledged: Mapping[str, str]
    """Ballot id → what was written into its box."""

    @property
    def errors(self) -> int:
        """Replies that were no success, and requests without one."""
        return sum(number for status, number in self.statuses.items() if status[-3] not in "23")

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())


def run(port: int, tokens: list[str], *, rate: float, seconds: float, seed: int = 1) -> Found:
    """Do a job in a process of its own; it ends by itself."""
    job = {"port": port, "tokens": tokens, "rate": rate, "seconds": seconds, "seed": seed}
    done = subprocess.run(
        [sys.executable, "-m", "tests.hardening.load"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        timeout=seconds + 3 * PATIENCE,
    )
    if done.returncode:
        raise RuntimeError(f"the load failed: {done.stderr.strip().splitlines()[-1]}")
    return Found(**json.loads(done.stdout))


@dataclass
class _Line:
    """A connection that is kept open."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, verb: str, path: str, body: bytes, kind: str) -> tuple[str, bytes]:
        """One request; its status and its body."""
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        head = f"{verb} {path} HTTP/1.1\r\nHost: h\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)
        told = await self.reader.readuntil(b"\r\n\r\n")
        length = told.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        return told[9:12].decode(), await self.reader.readexactly(int(length or 0))

    def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.writer = None


@dataclass
class _Load:
    port: int
    tokens: list[str]
    rate: float
    seconds: float
    seed: int
    statuses: Counter[str] = field(default_factory=Counter)
    taken: list[float] = field(default_factory=list)
    acknowledged: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    async def run(self) -> dict[str, Any]:
        self.dice = random.Random(self.seed)
        self.lines: asyncio.Queue[_Line] = asyncio.Queue()
        for _ in range(CONNECTIONS):
            self.lines.put_nowait(_Line(self.port))
        work = self.dice.choices([*MIX], [*MIX.values()], k=int(self.rate * self.seconds))
        watch = asyncio.create_task(self.watch())
        begun = time.perf_counter()
        tasks = []
        for number, kind in enumerate(work):
            due = begun + number / self.rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(self.one(kind, due)))
        await asyncio.gather(*tasks)
        watch.cancel()
        taken = sorted(self.taken)
        return {
            "rate": self.rate,
            "seconds": time.perf_counter() - begun,
            "p50": taken[len(taken) // 2],
            "p95": taken[len(taken) * 95 // 100],
            "p99": taken[len(taken) * 99 // 100],
            "worst": taken[-1],
            "busy": sum(self.busy) / len(self.busy),
            "statuses": self.statuses,
            "acknowledged": self.acknowledged,
        }

    async def watch(self) -> None:
        """Note how busy the machine is, until told to stop."""
        while True:
            self.busy.append(os.getloadavg()[0])
            await asyncio.sleep(5)

    async def one(self, kind: str, due: float) -> None:
        """One submission, whatever comes of it."""
        ways: dict[str, Callable[[_Line], Any]] = {
            "device": self.device,
            "phone": self.phone,
            "again": self.again,
        }
        line = await self.lines.get()
        try:
            status = await asyncio.wait_for(ways[kind](line), PATIENCE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            line.close()
            status = "none"
        self.lines.put_nowait(line)
        self.statuses[f"{kind} {status}"] += 1
        self.taken.append(time.perf_counter() - due)

    async def device(self, line: _Line) -> str:
        ballot_id, words = str(new_ballot_id(dates.today())), self.words()
        body = json.dumps(self.ballot(words)).encode()
        status, _ = await line.ask("PUT", f"/api/v1/ballots/{ballot_id}", body, "application/json")
        if status == "201":
            self.acknowledged[ballot_id] = words
            self.sent.append((ballot_id, body))
        return status

    async def again(self, line: _Line) -> str:
        if not self.sent:
            return await self.device(line)
        ballot_id, body = self.dice.choice(self.sent)
        return (await line.ask("PUT", f"/api/v1/ballots/{ballot_id}", body, "application/json"))[0]

    async def phone(self, line: _Line) -> str:
        token, words = self.dice.choice(self.tokens), self.words()
        status, page = await line.ask("GET", f"/s/{token}?lang=vi", b"", "text/plain")
        ballot_id = page.decode().partition('name="_ballot" value="')[2][:36]
        if status != "200" or not ballot_id:
            return status
        fields = self.answers() | {
            "_ballot": ballot_id,
            "_language": "vi",
            "_seconds": "41",
            "comment": words,
        }
        fields["_questionnaire"] = f"{FORM.code} {FORM.version}"
        body = urlencode(fields, doseq=True).encode()
        status, _ = await line.ask("POST", f"/s/{token}", body, "application/x-www-form-urlencoded")
        if status == "303":
            self.acknowledged[ballot_id] = words
        return status

    def words(self) -> str:
        return f"góp ý số {self.dice.getrandbits(40)}" if self.dice.random() < COMMENTED else ""

    def ballot(self, words: str) -> dict[str, Any]:
        return {
            "collector": self.dice.choice(self.tokens),
            "questionnaire": FORM.code,
            "version": FORM.version,
            "day": dates.today().isoformat(),
            "language": "vi",
            "seconds": self.dice.randint(20, 200),
            "state": "complete",
            "answers": self.answers(),
            "comments": {"comment": words} if words else {},
        }

    def answers(self) -> dict[str, Any]:
        """Sound answers by chance."""
        known: dict[str, Any] = {}
        said: dict[str, Any] = {}
        for item in FORM.items:
            question = Question(item, FORM.scale_of(item), 0)
            known[item.code] = "-"
            if item.kind != "text" and question.is_asked(known):
                code = self.dice.choice(question.codes)
                known[item.code] = said[item.code] = [code] if question.is_many else code
        return said


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_Load(**json.load(sys.stdin)).run())))
