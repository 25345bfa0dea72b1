"""The log: a line of JSON for each thing that went wrong or took long, with the number of its request.

No token, no ballot id, no answer and no network address comes here, and nothing at all of what went well: the
times of an office's log beside the ballots of its days would tell who answered what.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import secrets
import time
import traceback
from typing import Any

from flask import Flask, Response, g, has_request_context, request

SLOW_SECONDS = 1.0
HEADER = "X-Request-Id"
log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Number every request, and note those that were slow; what failed is noted where it failed."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id, g.begun = secrets.token_hex(8), time.perf_counter()


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    seconds = time.perf_counter() - g.get("begun", time.perf_counter())
    if seconds > SLOW_SECONDS:
        log.warning("slow: %.1f s", seconds, extra={"status": response.status_code})
    return response


def request_id() -> str:
    """The number of the request that is being answered: made here, so that no sender writes into the log."""
    return str(g.get("request_id", "")) if has_request_context() else ""


class JsonLines(logging.Formatter):
    """One record, one line. Of an error its kind and where it happened: its message may quote an answer."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line of JSON."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        if has_request_context():
            line |= {"request": request_id(), "method": request.method, "rule": str(request.url_rule)}
        if hasattr(record, "status"):
            line["status"] = record.status
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line |= {"error": kind.__qualname__, "at": _places(trace)}
        return json.dumps(line, ensure_ascii=False)


def _places(trace: Any) -> list[str]:
    """File, line and function of every step, the last one last."""
    return [f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(trace)]
