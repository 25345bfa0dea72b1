"""Requests by many connections at once, from one light process; bounded in time.

`python -m tests.bench.load` reads a job as JSON from standard input and prints what it found.
A job has `port`, `head` and `body` of the request, `connections`, `seconds`; where `ids` is true, the zeros
of GAP in the body become a new ballot id in each request.
"""

from __future__ import annotations

import datetime as dt
import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey.ballots.ballot_id import new_ballot_id

GAP = b"00000000-0000-0000-0000-000000000000"
WARM_SECONDS = 0.4


@dataclass(frozen=True)
class Found:
    """What came of a job; times in seconds, statuses of every request, those of the warming up too."""

    rate: float
    p50: float
    p99: float
    statuses: Mapping[str, int]

    @property
    def requests(self) -> int:
        return sum(self.statuses.values())

    @property
    def errors(self) -> int:
        """Replies that were no success."""
        return sum(number for status, number in self.statuses.items() if status[0] not in "23")


def run(
    port: int,
    method: str,
    path: str,
    body: bytes = b"",
    *,
    connections: int,
    seconds: float,
    ids: bool = False,
) -> Found:
    """Do a job in a process of its own."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n"
    if body:
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    job = {"port": port, "head": head + "\r\n", "body": body.decode(), "ids": ids}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(job | {"connections": connections, "seconds": seconds}),
        capture_output=True,
        text=True,
        timeout=seconds + 60,
    )
    if done.returncode:
        raise RuntimeError(f"the load failed: {done.stderr.strip().splitlines()[-1]}")
    return Found(**json.loads(done.stdout))


class _Load:
    """A loop over connections, each with one request under way."""

    def __init__(self, job: Mapping[str, Any]) -> None:
        self.before, found, self.after = job["body"].encode().partition(GAP)
        self.before = job["head"].encode() + self.before
        self.ids = bool(found and job["ids"])
        self.gap = found
        self.statuses: Counter[str] = Counter()
        self.taken: list[float] = []
        self.counted_from = time.perf_counter() + WARM_SECONDS
        self.until = self.counted_from + job["seconds"]
        self.selector = selectors.DefaultSelector()
        self.today = dt.date.today()
        for _ in range(job["connections"]):
            line = socket.create_connection(("127.0.0.1", job["port"]), timeout=30)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.selector.register(line, selectors.EVENT_READ, [0.0, b""])

    def run(self) -> dict[str, Any]:
        for key in list(self.selector.get_map().values()):
            self._send(key)
        while self.selector.get_map():
            ready = self.selector.select(30)
            if not ready:
                raise TimeoutError("no reply within 30 seconds")
            for key, _ in ready:
                self._receive(key)
        taken = sorted(self.taken)
        return {
            "rate": len(taken) / (self.until - self.counted_from),
            "p50": taken[len(taken) // 2],
            "p99": taken[min(len(taken) - 1, len(taken) * 99 // 100)],
            "statuses": self.statuses,
        }

    def _send(self, key: selectors.SelectorKey) -> None:
        number = str(new_ballot_id(self.today)).encode() if self.ids else self.gap
        state, line = key.data, key.fileobj
        state[0], state[1] = time.perf_counter(), b""
        line.sendall(self.before + number + self.after)  # type: ignore[union-attr]

    def _receive(self, key: selectors.SelectorKey) -> None:
        state, line = key.data, key.fileobj
        part = line.recv(65536)  # type: ignore[union-attr]
        if not part:
            raise ConnectionError("the server closed a connection")
        state[1] += part
        if not _is_whole(state[1]):
            return
        now = time.perf_counter()
        self.statuses[state[1][9:12].decode()] += 1
        if self.counted_from <= now < self.until:
            self.taken.append(now - state[0])
        if now < self.until:
            self._send(key)
        else:
            self.selector.unregister(line)
            line.close()  # type: ignore[union-attr]


def _is_whole(reply: bytes) -> bool:
    head, found, content = reply.partition(b"\r\n\r\n")
    if not found:
        return False
    length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
    return len(content) >= int(length or 0)


if __name__ == "__main__":
    print(json.dumps(_Load(json.load(sys.stdin)).run()))
