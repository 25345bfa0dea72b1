"""Serving a demonstration on this machine only, where a port is free."""

from __future__ import annotations

import socket
from pathlib import Path

from survey.demo.run import address_of
from survey.serving import Serving, serve

HOST = "127.0.0.1"
PORTS = range(8000, 8100)


class NoPortError(ValueError):
    """Every port that the demonstration may use is taken."""


def serve_demo(folder: Path) -> None:
    """Serve the start page, the forms and the reports of a demonstration until stopped."""
    serve(Serving(HOST, free_port(), database=address_of(folder), demo=folder.absolute()))


def free_port() -> int:
    """The first port that nobody listens on.

    Raises
    ------
    NoPortError: there is none.
    """
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise NoPortError(f"ports {PORTS[0]} to {PORTS[-1]} are all taken; {HOST}; stop what listens there")
