"""The lines of the audit log as they lie in the database, read with distrust."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from survey.waves.events import hash_after, hashed_text

READ = "SELECT id, happened, actor, action, subject, detail, previous_hash, hash FROM event ORDER BY id"
AT_A_TIME = 1_000


@dataclass(frozen=True)
class Line:
    """One line: what it says, its hash, and that of the line before."""

    number: int
    happened: str
    """ISO 8601 in UTC, as it is hashed."""
    actor: str
    action: str
    subject: str
    detail: str
    previous_hash: str
    hash: str

    @property
    def hashed(self) -> str:
        """What of it is hashed, after the hash of the line before."""
        return hashed_text(
            self.happened, actor=self.actor, action=self.action, subject=self.subject, detail=self.detail
        )

    @property
    def is_sound(self) -> bool:
        """Whether what it says gives its hash."""
        return hash_after(self.previous_hash, self.hashed) == self.hash


def lines(connection: Connection) -> Iterator[Line]:
    """Every line, the first one first; whatever somebody wrote there, it can be read."""
    rows = connection.execution_options(yield_per=AT_A_TIME).exec_driver_sql(READ)
    for number, happened, *texts in rows:
        yield Line(int(number), _moment(happened), *(_text(each) for each in texts))


def _moment(value: Any) -> str:
    """The time as the chain hashes it; what is no time any more stays what it is, and matches no hash."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return repr(value)
    # SQLite keeps UTC without saying so.
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC).isoformat()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
