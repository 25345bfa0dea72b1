"""Serves a peer or a floor on the same server, with the same settings, as the application.

`python -m tests.bench.peers_serve NAME PORT DATABASE`
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from flask import Flask, request
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from survey.serving import THREADS
from tests.bench.peers_form import textbook_app


def echo_app(_database: str) -> Flask:
    """The least that Flask can do: give back what was posted, say ok."""
    app = Flask("echo")

    @app.post("/")
    def echo() -> bytes:
        return request.get_data()

    @app.get("/")
    @app.get("/healthz", endpoint="healthz")
    def fine() -> str:
        return "ok"

    return app


APPS: dict[str, Callable[[str], Flask]] = {"textbook": textbook_app, "echo": echo_app}


def serve(name: str, port: int, database: str) -> None:
    """Serve until told to stop, two workers."""
    server = Server(
        name,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=2,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_access=False,
    )
    server.serve(target_loader=partial(APPS[name], database), wrap_loader=False)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
