"""Servers on loopback in processes of their own, and the processor time that they took."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.bench.load import Found, run

PATIENCE = 30.0
PORT = "{port}"
TICK = os.sysconf("SC_CLK_TCK")


class NoServerError(RuntimeError):
    """A server that did not start."""


@dataclass(frozen=True)
class Serving:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu(self) -> float:
        """Seconds of processor time of the server and its workers so far."""
        return sum(ticks for path in Path("/proc").glob("[0-9]*") for ticks in _ticks(path, self.process.pid))


@dataclass(frozen=True)
class Round:
    """What came of one job, and the processor time that a request of it cost the server."""

    found: Found
    cpu: float


def asked(server: Serving, method: str, path: str, body: bytes = b"", **job: Any) -> Round:
    """One job for a server."""
    before = server.cpu()
    found = run(server.port, method, path, body, **job)
    return Round(found, (server.cpu() - before) / found.requests)


def ours(url: str) -> list[str]:
    """The command that serves the application."""
    return [sys.executable, "-m", "survey.cli", "serve", "--workers", "2", "--database", url, "--port", PORT]


def peer(name: str, url: str = "-") -> list[str]:
    """The command that serves a peer or a floor."""
    return [sys.executable, "-m", "tests.bench.peers_serve", name, PORT, url]


@contextmanager
def served(command: Sequence[str]) -> Iterator[Serving]:
    """Start a server and wait for its workers; it is killed at the end, by its own number."""
    port = _free_port()
    words = [str(port) if word == PORT else word for word in command]
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, start_new_session=True)
        try:
            if not _answers(port, process):
                log.seek(0)
                raise NoServerError(f"{words[2]} did not start: {log.read()[-200:]}")
            yield Serving(port, process)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait until a dozen connections in a row are answered, so that the second worker is there too."""
    end, answered = time.monotonic() + PATIENCE, 0
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
            connection.request("GET", "/healthz")
            answered += connection.getresponse().status == 200
            connection.close()
        except OSError:
            time.sleep(0.05)
        if answered == 12:
            time.sleep(0.5)
            return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ticks(folder: Path, session: int) -> Iterator[float]:
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return
    if int(fields[3]) == session:
        yield (int(fields[11]) + int(fields[12])) / TICK
