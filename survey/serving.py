"""Serving the application with granian: workers in processes of their own, no log of who asked for what."""

from __future__ import annotations

import os
import secrets
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings, HTTP2Settings
from granian.log import LogLevels
from granian.server import Server

from survey import create_app
from survey.accounts.provider_settings import load_provider
from survey.commands.speech import say
from survey.database import SETTING, durability, ready_engine
from survey.headers import PROXIES
from survey.jobs.beside import is_wanted, worker_beside
from survey.limits.answered import SETTING as COOKIE_KEY
from survey.mail.post import load_post

THREADS = 64
"""Of each worker; most only wait for bodies, and `survey.limits.whole_body` says how many work."""
HEADER_SECONDS, HEADER_BYTES = 15, 64 * 1024
CONNECT_SECONDS = 10
SECONDS_TO_STOP = 10
"""For requests that have begun, and for a worker that was only starting and did not hear the word."""

PROMISED = {
    "journal_mode": {"wal"},
    "synchronous": {"FULL", "EXTRA"},
    "synchronous_commit": {"on", "remote_apply"},
    "fsync": {"on"},
    "full_page_writes": {"on"},
}
"""What a database must be set to before a ballot in it may be acknowledged."""


class UnsafeDatabaseError(ValueError):
    """A database that could lose what it has acknowledged."""


@dataclass(frozen=True)
class Serving:
    """Where to listen, with how many processes, and behind which certificate."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    cert: Path | None = None
    key: Path | None = None
    database: str | None = None
    proxies: int | None = None
    """How many proxies in front are ours; None: as HAILONG_PROXIES says, else none."""
    demo: Path | None = None
    """The folder of a demonstration, whose start page and reports are served too."""
    jobs: bool | None = None
    """Whether a worker runs beside it; None: where staff can sign in."""

    @property
    def address(self) -> str:
        """What to type into a browser on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.cert else 'http'}://{host}:{self.port}/"


def serve(serving: Serving) -> None:
    """Serve until told to stop; requests that have begun are answered first.

    Raises
    ------
    DatabaseError: there is no database, or its tables are not those of this version.
    UnsafeDatabaseError: its settings do not hold what a reply promises.
    ProviderSettingsError: an identity provider is set with which nobody could sign in.
    MailSettingsError: a mail server is set with which no letter could be sent.
    """
    load_provider()
    load_post()
    _settle(serving)
    _check(serving.database)
    say(f"serving {serving.address}; stop with Ctrl+C")
    server = Server(
        "hailong",
        address=serving.host,
        port=serving.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1 if serving.cert is None else HTTPModes.auto,
        workers=serving.workers,
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=HEADER_BYTES),
        http2_settings=HTTP2Settings(max_headers_size=HEADER_BYTES),
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        ssl_cert=serving.cert,
        ssl_key=serving.key,
        ssl_protocol_min=SSLProtocols.tls12,  # Old phones know no 1.3.
        log_level=LogLevels.error,  # It warns of every number of threads but its own.
        log_dictconfig=_logging(),
        log_access=False,
    )
    with worker_beside() if is_wanted(serving.jobs) else nullcontext():
        server.serve(target_loader=partial(application, serving.demo), wrap_loader=False)


def _settle(serving: Serving) -> None:
    """What all workers are to know alike."""
    if serving.database:
        os.environ[SETTING] = serving.database
    if serving.proxies is not None:
        os.environ[PROXIES] = str(serving.proxies)
    os.environ.setdefault(COOKIE_KEY, secrets.token_hex(32))
    # Of PostgreSQL's own client; it would wait for minutes for a server that is not there.
    os.environ.setdefault("PGCONNECT_TIMEOUT", str(CONNECT_SECONDS))


def application(demo: Path | None = None) -> Any:
    """The application of one worker; the database is the one named by HAILONG_DATABASE."""
    return create_app(demo=demo)


def _check(database: str | None) -> None:
    engine = ready_engine(database)
    with engine.connect() as connection:
        found = durability(connection)
    engine.dispose()
    for name, value in found.items():
        if value not in PROMISED.get(name, {value}):
            wanted = " or ".join(sorted(PROMISED[name]))
            raise UnsafeDatabaseError(
                f"{name} is {value}, so acknowledged ballots could be lost; the database; set it to {wanted}"
            )


def _logging() -> dict[str, Any]:
    """Everything to standard error, a line of JSON each; `survey.logs` says what never comes there."""
    return {
        "formatters": {"line": {"()": "survey.logs.JsonLines"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}
        },
        "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }
