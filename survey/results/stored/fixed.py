"""The hash of results that are fixed: whoever changes a published figure in the database is found."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlmodel import Session, col, select

from survey.results.stored.finding import BALLOTS
from survey.tables import Result, ResultDocument

AT_A_TIME = 200


def fixed_detail(session: Session, result: Result) -> dict[str, Any]:
    """What the audit log records of a result: its settings, how many documents, and the hash over all."""
    documents, found = _hashed(session, result)
    return {"settings": result.settings_hash, "documents": documents, "hash": found}


def _hashed(session: Session, result: Result) -> tuple[int, str]:
    """Documents of a result and SHA-256 over its comparison and them, whatever order a database has them in.

    Files of single ballots stay outside: they are made on demand, later, from ballots that have a hash.
    """
    digest = hashlib.sha256(_line([result.settings_hash, result.checksum, result.body]))
    asked = select(
        ResultDocument.subject, ResultDocument.kind, ResultDocument.language, ResultDocument.body
    ).where(ResultDocument.result_id == result.id, ResultDocument.subject != BALLOTS)
    lines = sorted(
        _line([subject, kind, language, hashlib.sha256(body).hexdigest()])
        for subject, kind, language, body in session.execute(
            asked.order_by(col(ResultDocument.id)).execution_options(yield_per=AT_A_TIME)
        )
    )
    for line in lines:
        digest.update(line)
    return len(lines), digest.hexdigest()


def _line(values: list[str]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8") + b"\n"
