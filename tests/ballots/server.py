"""The real server in a process group of its own, on loopback, to be spoken to and killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

PATIENCE = 30.0
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A server that was started: how to speak to it."""

    port: int
    log: Path

    def wait(self) -> Self:
        """Return when the server answers."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.is_alive():
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"the server did not start:\n{self.log.read_text(encoding='utf-8')}")

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        """One request on a connection of its own."""
        with self.connect() as line:
            return line.ask(method, path, body)

    def connect(self) -> Line:
        return Line(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE))

    def is_alive(self) -> bool:
        raise NotImplementedError


@dataclass
class Server(Running):
    """`hailong serve` on one database; it is killed when the test leaves it."""

    port: int = field(init=False, default_factory=free_port)
    log: Path
    url: str
    workers: int = 2
    options: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "survey.cli", "serve", "--port", str(self.port)]
        command += ["--workers", str(self.workers), "--database", self.url, *self.options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> int:
        """Ask the server to stop, once both workers have started; its exit status."""
        time.sleep(0.5)
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@dataclass
class Spawned(Running):
    """A server of the nursery, in a process group of its own."""

    pid: int

    def is_alive(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """Kill the server and its workers without warning."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        while self.is_alive():
            time.sleep(0.001)


class Nursery:
    """A process that has read the program once and forks servers, so that twenty starts take no time."""

    def __init__(self, url: str, log: Path) -> None:
        self.url, self.log = url, log
        self.spawned: list[Spawned] = []

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.ballots.nursery", self.url]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT
            )
        return self

    def __exit__(self, *_: object) -> None:
        for each in self.spawned:
            each.kill()
        self.process.communicate(timeout=PATIENCE)

    def spawn(self) -> Spawned:
        """Start one more server."""
        port = free_port()
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{port}\n")
        self.process.stdin.flush()
        made = Spawned(port, self.log, int(self.process.stdout.readline()))
        self.spawned.append(made)
        return made


@dataclass
class Line:
    """A connection that is kept open, as a browser keeps it."""

    connection: http.client.HTTPConnection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, bytes]:
        raw = None if body is None else json.dumps(body).encode()
        self.connection.request(method, path, raw, {"Content-Type": "application/json"})
        reply = self.connection.getresponse()
        return reply.status, reply.read()

    def put(self, ballot_id: str, body: dict[str, Any]) -> int:
        return self.ask("PUT", f"/api/v1/ballots/{ballot_id}", body)[0]
