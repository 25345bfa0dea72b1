"""S6: bytes of a stored ballot of 40 items, beside a JSON column and a long table."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.bench.cast import ITEMS, fill, many, settle, workplace
from tests.bench.peers_tally import json_file, long_file
from tests.bench.rows import Row

BALLOTS, UNITS = 100_000, 100


def rows() -> Iterator[Row]:
    """Whole pages of the tables and their indexes, in order of arrival."""
    ballots = many(BALLOTS, ITEMS, UNITS)
    with workplace() as folder:
        place = settle(folder, units=UNITS)
        before = pages(place.path)
        fill(place, ballots)
        ours = (pages(place.path) - before) / BALLOTS
        with sqlite3.connect(place.path) as connection:
            connection.execute("VACUUM")
        packed = (pages(place.path) - before) / BALLOTS
        as_json = pages(json_file(folder / "json.db", ballots)) / BALLOTS
        as_long = pages(long_file(folder / "long.db", ballots)) / BALLOTS
    what = f"{ours:.0f} B a ballot with its place, day and hash; JSON {as_json:.0f}, long {as_long:.0f}"
    yield Row("S6 bytes of a ballot of 40 items", "x items", 2.5, ours / ITEMS, what)
    told = f"{packed:.0f} B after VACUUM; ids of a day come in no order, so pages are two thirds full before"
    yield Row("S6 ... after VACUUM", "x items", None, packed / ITEMS, told)
    yield Row("S6 against a JSON column", "x smaller", 4, as_json / ours, what, at_least=True)
    yield Row("S6 against a long table", "x smaller", 8, as_long / ours, what, at_least=True)


def pages(path: Path) -> int:
    """Bytes of all pages in use."""
    with sqlite3.connect(path) as connection:
        asked = ("page_count", "freelist_count", "page_size")
        used, free, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked)
    return (used - free) * size
