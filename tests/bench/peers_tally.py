"""The textbook's two ways to keep answers: a JSON column, and a long table of ballot, item and code."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.bench.cast import Many

Counts = dict[tuple[int, str, str], int]
"""(unit, item, code) → ballots."""

KEPT = "unit_id INT, wave_id INT, collector_id INT, point_id INT, day INT, language TEXT, assisted TEXT, state TEXT"
"""What is known of a ballot beside its answers, as in the application's own table."""

JSON_TABLE = (
    f"CREATE TABLE response (id BLOB PRIMARY KEY, {KEPT}, body_hash BLOB, answers TEXT) WITHOUT ROWID"
)
LONG_TABLES = f"""
CREATE TABLE response (id INTEGER PRIMARY KEY, {KEPT}, body_hash BLOB);
CREATE TABLE answer (response_id INT, item TEXT, code TEXT, PRIMARY KEY (response_id, item)) WITHOUT ROWID;
"""
PUT = "INSERT INTO response VALUES (?, ?, 1, 1, ?, ?, 'vi', 'a', 'c', ?{})"
IN_JSON = """
SELECT unit_id, key, value, count(*) FROM response, json_each(answers) GROUP BY unit_id, key, value
"""
IN_LONG = """
SELECT unit_id, item, code, count(*) FROM response JOIN answer ON response.id = response_id
GROUP BY unit_id, item, code
"""


def json_file(path: Path, ballots: Many) -> Path:
    """A file with one JSON object a ballot; what was left blank is left out."""
    connection = _opened(path, JSON_TABLE)
    kept = zip(ballots.ids, ballots.unit.tolist(), ballots.day.tolist(), ballots.strings(), strict=True)
    connection.executemany(
        PUT.format(", ?"),
        (
            (number, unit, unit, day, number, json.dumps(dict(said(text)), separators=(",", ":")))
            for number, unit, day, text in kept
        ),
    )
    return _closed(path, connection)


def long_file(path: Path, ballots: Many) -> Path:
    """A file with one row an answer; what was left blank is left out."""
    connection = _opened(path, LONG_TABLES)
    kept = zip(ballots.ids, ballots.unit.tolist(), ballots.day.tolist(), strict=True)
    connection.executemany(
        PUT.format(""),
        ((number, unit, unit, day, key) for number, (key, unit, day) in enumerate(kept)),
    )
    answers = ((number, *each) for number, text in enumerate(ballots.strings()) for each in said(text))
    connection.executemany("INSERT INTO answer VALUES (?, ?, ?)", answers)
    return _closed(path, connection)


def said(text: str) -> Iterator[tuple[str, str]]:
    """Item and code of every answer in an answer string."""
    return ((f"q{number}", code) for number, code in enumerate(text, 1) if code != ".")


def counted_in_sql(path: Path, statement: str) -> Counts:
    """Let the database count."""
    with sqlite3.connect(path) as connection:
        return {(unit, item, code): n for unit, item, code, n in connection.execute(statement)}


def counted_in_python(path: Path) -> Counts:
    """Read every JSON object with the standard library and count."""
    counts: Counter[tuple[int, str, str]] = Counter()
    with sqlite3.connect(path) as connection:
        for unit, text in connection.execute("SELECT unit_id, answers FROM response"):
            counts.update((unit, item, code) for item, code in json.loads(text).items())
    return dict(counts)


def _opened(path: Path, script: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    return connection


def _closed(path: Path, connection: sqlite3.Connection) -> Path:
    connection.commit()
    connection.close()
    return path
