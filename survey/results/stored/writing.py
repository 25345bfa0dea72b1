"""Writing documents of a stored result, some at a time, so that no ballot waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice

from sqlalchemy import Engine, insert

from survey.results.stored.packing import Packed
from survey.tables import ResultDocument

AT_A_TIME = 50
"""Documents written in one transaction."""


def write_documents(engine: Engine, number: int, documents: Iterable[Packed]) -> int:
    """Write the documents of the result of this number; how many they were."""
    written = 0
    remaining = iter(documents)
    while some := list(islice(remaining, AT_A_TIME)):
        with engine.begin() as connection:
            connection.execute(
                insert(ResultDocument), [{"result_id": number, **asdict(each)} for each in some]
            )
        written += len(some)
    return written
