"""The hash of results that are fixed: whoever changes a published figure in the database is found."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlmodel import Session, select

from survey.results.stored.finding import BALLOTS
from survey.tables import Result, ResultDocument

AT_A_TIME = 200


def fixed_detail(result: Result, lines: list[bytes]) -> dict[str, Any]:
    """What the audit log records of a result: its settings, how many documents, and SHA-256 over all.

    The hash goes over the comparison of units and the lines of `document_lines`.
    """
    digest = hashlib.sha256(_line([result.settings_hash, result.checksum, result.body]))
    for line in lines:
        digest.update(line)
    return {"settings": result.settings_hash, "documents": len(lines), "hash": digest.hexdigest()}


def document_lines(session: Session, result_id: int) -> list[bytes]:
    """Each document of a result by its names and SHA-256, whatever order a database has them in.

    Files of single ballots stay outside: they are made on demand, later, from ballots that have a hash.
    """
    asked = select(
        ResultDocument.subject, ResultDocument.kind, ResultDocument.language, ResultDocument.body
    ).where(ResultDocument.result_id == result_id, ResultDocument.subject != BALLOTS)
    return sorted(
        _line([subject, kind, language, hashlib.sha256(body).hexdigest()])
        for subject, kind, language, body in session.execute(asked.execution_options(yield_per=AT_A_TIME))
    )


def _line(values: list[str]) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode("utf-8") + b"\n"
