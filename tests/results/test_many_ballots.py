"""Ballots by the hundred thousand: alike on both databases, and in little memory."""

from __future__ import annotations

import datetime as dt
import random
import time
import tracemalloc
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import Engine

from survey.ballots.ballot_id import new_ballot_id
from survey.results import answers as reader
from survey.results.tallies import read_tallies
from survey.tables.base import EPOCH
from tests.results.cast import FORM, Province

ITEMS, UNITS = 30, 100
CODES = np.frombuffer(b"12345?.", np.uint8)
SHARES = (0.03, 0.05, 0.1, 0.4, 0.38, 0.02, 0.02)
COLUMNS = (
    "id day wave_id collector_id agency_id service_point_id language assisted state body_hash answers".split()
)
OPENS = dt.date(2026, 9, 1)
SMALL = 150_000
"""Bytes of answers read at a time."""


def form_of_thirty() -> str:
    """The form of the cast with thirty rated items and nothing else."""
    head, rest = FORM.split("  - code: about")
    satisfaction = rest.split("  - code: satisfaction")[1].split("    factors:")[0]
    items = "".join(
        f"      - {{code: Q{number}, text: {{vi: nội dung {number}, en: subject {number}}}}}\n"
        for number in range(1, ITEMS + 1)
    )
    return f"{head}  - code: satisfaction{satisfaction}    items:\n{items}"


def letters_and_units(n: int, units: int) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    dice = np.random.default_rng(2026)
    return CODES[dice.choice(len(CODES), size=(n, ITEMS), p=SHARES)], dice.integers(0, units, n)


def load(engine: Engine, folder: Path, letters: NDArray[np.uint8], unit: NDArray[np.int64]) -> Province:
    """A wave with these answers, each from its unit, spread over sixty days."""
    form = folder / "thirty.yaml"
    form.write_text(form_of_thirty(), encoding="utf-8")
    place = Province(engine, folder, form)
    place.wave("w")
    for number in range(unit.max() + 1):
        place.unit(f"{number}", f"Xã {number}")
        place.door("w", f"Xã {number}", "phone")
    text, dice = letters.tobytes().decode("ascii"), random.Random(1)
    rows = (
        _row(place, f"Xã {each}", text[number * ITEMS : (number + 1) * ITEMS], dice)
        for number, each in enumerate(unit)
    )
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    sql = f"INSERT INTO ballot ({', '.join(COLUMNS)}) VALUES ({', '.join([mark] * len(COLUMNS))})"
    with engine.begin() as connection:
        while some := list(islice(rows, 50_000)):
            connection.exec_driver_sql(sql, sorted(some))
    return place


def _row(place: Province, unit: str, answers: str, dice: random.Random) -> tuple[object, ...]:
    """One ballot as the driver wants it: the ORM's types cost more than the database."""
    day = OPENS + dt.timedelta(days=dice.randrange(60))
    number, door = new_ballot_id(day), place.doors["w", unit, "phone"]
    agency = place.units[unit]
    if place.engine.dialect.name == "sqlite":
        key: tuple[object, object] = number.bytes, (day - EPOCH).days
    else:
        key = number, day
    return (*key, place.waves["w"], door, agency, agency, "vi", "a", "c", bytes(16), answers)


def peak_of(engine: Engine) -> int:
    """Bytes that counting takes at most."""
    tracemalloc.start()
    try:
        read_tallies(engine, "w")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_memory_taken_does_not_grow_with_the_ballots(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters, unit = letters_and_units(200_000, 1)
    load(sqlite_engine, tmp_path, letters, unit)
    monkeypatch.setattr(reader, "CHUNK_BYTES", {"sqlite": SMALL})
    assert read_tallies(sqlite_engine, "w").ballots.tolist() == [len(letters)]

    peak = peak_of(sqlite_engine)

    # Some copies of what is read at a time, and what the count itself takes; the answers are 6 MB.
    assert peak < letters.nbytes / 2


@pytest.mark.soak
def test_a_million_ballots_of_thirty_items_count_alike_on_both_databases(
    sqlite_engine: Engine, postgres_engine: Engine, tmp_path: Path
) -> None:
    letters, unit = letters_and_units(1_000_000, UNITS)
    found = []
    for engine in (sqlite_engine, postgres_engine):
        place = load(engine, tmp_path, letters, unit)
        peak = peak_of(engine)
        start = time.perf_counter()
        found.append(read_tallies(engine, "w"))
        took = time.perf_counter() - start
        print(
            f"\n{engine.dialect.name}: {len(unit):,} ballots x {ITEMS} items, {took:.2f} s, {peak / 1e6:.0f} MB"
        )
        assert peak < 150e6

    one, other = found
    assert one.cells == other.cells and (one.counts == other.counts).all()
    for number in range(UNITS):
        counts, own = one.of(place.units[f"Xã {number}"]), letters[unit == number]
        by_hand = np.array([(own == ord(code)).sum(axis=0) for code in one.codes])
        assert (counts[:, :-1].T == by_hand).all()
