"""What the bench works on: a questionnaire of n rated items, a wave with its doors, ballots by the million."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlmodel import Session

from survey import dates
from survey.ballots.doors import Door, find_door
from survey.database import engine_of, upgrade
from survey.keys import id_of
from survey.tables import Collector, Unit, Wave
from survey.tables.base import EPOCH
from survey.waves.questionnaires_store import publish
from survey.waves.tokens import hash_token

ITEMS, WAVE, TOKEN = 40, "bench", "bench-door"
DAYS = 60
CODES = np.frombuffer(b"12345?.", np.uint8)
SHARES = (0.03, 0.05, 0.1, 0.4, 0.38, 0.02, 0.02)
COLUMNS = (
    "id wave_id collector_id agency_id service_point_id day language assisted state body_hash answers".split()
)
SIZES = {"100k": 100_000, "1M": 1_000_000, "10M": 10_000_000}

HEAD = """\
code: bench
version: "1"
title: {vi: Phiếu đo, en: Bench}
languages: [vi, en]
status: final
index_rule: pooled
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {vi: Không có ý kiến, en: No opinion}
    options:
      - {code: "5", label: {vi: Rất hài lòng, en: Very satisfied}}
      - {code: "4", label: {vi: Hài lòng, en: Satisfied}}
      - {code: "3", label: {vi: Bình thường, en: Neither}}
      - {code: "2", label: {vi: Không hài lòng, en: Dissatisfied}}
      - {code: "1", label: {vi: Rất không hài lòng, en: Very dissatisfied}}
blocks:
  - code: satisfaction
    title: {vi: Mức độ hài lòng, en: Satisfaction}
    role: satisfaction
    stem: {vi: "Ông/Bà hài lòng ở mức nào về {item}?", en: "How satisfied are you with {item}?"}
    scale: five
    items:
"""


def size() -> int:
    """How many ballots are counted: BENCH_SIZE, or a million."""
    asked = os.environ.get("BENCH_SIZE", "1M")
    return SIZES.get(asked) or int(asked)


def text_of(number: int) -> str:
    """What an item asks about."""
    return f"nội dung số {number} của việc giải quyết thủ tục hành chính"


def questionnaire_text(items: int) -> str:
    """The YAML of a questionnaire of so many rated items."""
    lines = (
        f"      - {{code: q{number}, text: {{vi: {text_of(number)}, en: subject {number}}}}}\n"
        for number in range(1, items + 1)
    )
    return HEAD + "".join(lines)


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder on the disk of the project, because memory would make every commit free."""
    build = Path("build")
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=build) as name:
        yield Path(name).absolute()


@dataclass(frozen=True)
class Place:
    """A database with one open wave and a door for each unit."""

    path: Path
    engine: Engine
    items: int
    wave_id: int
    units: tuple[int, ...]
    doors: tuple[int, ...]

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    @cached_property
    def door(self) -> Door:
        """The first unit's door, the one whose token is known."""
        found = find_door(self.engine, TOKEN)
        assert found is not None
        return found


def settle(folder: Path, *, items: int = ITEMS, units: int = 1, shipped: str | None = None) -> Place:
    """A new SQLite file with a wave that is open, on a questionnaire of our own or a shipped one."""
    path = folder / f"{shipped or items}-{units}.db"
    form = folder / f"{items}.yaml"
    form.write_text(questionnaire_text(items), encoding="utf-8")
    engine = engine_of(f"sqlite:///{path}")
    upgrade(engine)
    today = dates.today()
    with Session(engine) as session:
        rows = [
            Unit(code=f"u{n}", kind="commune", name=f"Xã số {n}", valid_from=dt.date(2025, 7, 1))
            for n in range(units)
        ]
        session.add_all(rows)
        stored = publish(session, shipped or form).row
        wave = Wave(
            code=WAVE,
            name="Bench",
            questionnaire_id=id_of(stored),
            state="open",
            opens=today - dt.timedelta(days=DAYS),
            closes=today + dt.timedelta(days=DAYS),
        )
        session.add(wave)
        session.flush()
        doors = [_door(id_of(wave), id_of(unit), number) for number, unit in enumerate(rows)]
        session.add_all(doors)
        session.flush()
        ids = tuple(map(id_of, rows)), tuple(map(id_of, doors))
        wave_id = id_of(wave)
        session.commit()
    return Place(path, engine, items, wave_id, *ids)


def _door(wave_id: int, unit_id: int, number: int) -> Collector:
    token = TOKEN if number == 0 else f"{TOKEN}-{number}"
    return Collector(
        token_hash=hash_token(token),
        wave_id=wave_id,
        agency_id=unit_id,
        service_point_id=unit_id,
        mode="phone",
    )


@dataclass(frozen=True)
class Many:
    """Simulated ballots in the order in which they arrive: by day, within a day as it comes."""

    ids: list[bytes]
    day: NDArray[np.int64]
    unit: NDArray[np.int64]
    answers: NDArray[np.uint8]

    def strings(self) -> Iterator[str]:
        width = self.answers.shape[1]
        text = self.answers.tobytes().decode("ascii")
        return (text[start : start + width] for start in range(0, len(text), width))


def many(n: int, items: int, units: int) -> Many:
    """Ballots of sixty days, always the same."""
    random = np.random.default_rng(2026)
    day = np.sort(random.integers(0, DAYS, n)) + (dates.today() - EPOCH).days - DAYS
    raw = random.integers(0, 256, (n, 16), np.uint8)
    raw[:, :4] = day.astype(">u4").view(np.uint8).reshape(n, 4)
    raw[:, 6], raw[:, 8] = raw[:, 6] & 15 | 128, raw[:, 8] & 63 | 128
    text = raw.tobytes()
    wheel = np.repeat(CODES, np.rint(np.array(SHARES) * 100).astype(int))
    answers = wheel[random.integers(0, len(wheel), (n, items), np.uint8)]
    ids = [text[start : start + 16] for start in range(0, len(text), 16)]
    return Many(ids, day, random.integers(0, units, n), answers)


def fill(place: Place, ballots: Many) -> None:
    """Put the ballots into the table of the application, foreign keys and all."""
    columns = ", ".join(COLUMNS)
    sql = f"INSERT INTO ballot ({columns}) VALUES ({', '.join('?' * len(COLUMNS))})"
    rows = (
        (number, place.wave_id, place.doors[unit], place.units[unit], place.units[unit], day)
        + ("vi", "a", "c", number, answers)
        for number, unit, day, answers in zip(
            ballots.ids, ballots.unit.tolist(), ballots.day.tolist(), ballots.strings(), strict=True
        )
    )
    connection = place.engine.raw_connection()
    connection.cursor().executemany(sql, rows)
    connection.commit()
    connection.close()
