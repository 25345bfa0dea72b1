"""The board: for every unit what is wanted, what has come, how it goes on, and what needs attention first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import select
from sqlmodel import Session, col

from survey.fieldwork.counted import Agencies, Sum, Tallied, tallied
from survey.fieldwork.counting import RECENT_DAYS
from survey.fieldwork.silence import NEVER_SILENT, SILENT_DAYS, Season
from survey.fieldwork.targets import target_of_all, targets
from survey.keys import id_of
from survey.tables import Collector, Unit, Wave

MODE_ORDER = ("kiosk", "phone", "paper", "interviewer", "post", "import")
QUIET = ("none", "silent")
Standing = Literal["none", "silent", "short", "on_time", "reached", "no_target", "not_open", "over"]


@dataclass
class Line:
    """One unit on the board."""

    unit_id: int
    code: str
    name: str
    kind: str
    target: int | None
    sum: Sum = field(default_factory=Sum)
    by_mode: dict[str, int] = field(default_factory=dict)
    standing: Standing = "no_target"
    silent_days: int = 0
    missing: int = 0
    """Ballots that will be wanting on the last day, or are wanting now that it is over."""

    @property
    def share(self) -> float | None:
        """Collected over wanted."""
        return self.sum.collected / self.target if self.target else None


@dataclass(frozen=True)
class Board:
    """The board of one wave as one account sees it."""

    wave: Wave
    sees_all: bool
    lines: list[Line]
    total: Line
    tallied: Tallied
    modes: list[str]
    """Those through which ballots come or may come, in their usual order."""
    sent: dict[str, tuple[int, int]]
    """Mode → ballots that came, and those of them that were finished."""
    due_share: float | None
    """How much of the time of the wave has passed; None while it does not collect."""

    @property
    def falling_short(self) -> int:
        """Units that will lack ballots, or get none."""
        return sum(each.standing in ("short", *QUIET) for each in self.lines)

    @property
    def quiet(self) -> int:
        """Units that get no ballots."""
        return sum(each.standing in QUIET for each in self.lines)


def board(
    session: Session, wave: Wave, agencies: Agencies, *, today: dt.date, now: dt.datetime, language: str
) -> Board:
    """Everything that the page shows, of the units in `agencies` alone; None: of all."""
    found = tallied(session, wave, agencies, now)
    wanted = targets(session, wave, agencies)
    doors = _doors(session, wave, agencies, {door for door, _ in found.by_door})
    ids = {unit for _, unit in found.by_door} | wanted.keys()
    ids |= {unit for unit, _, is_open in doors.values() if is_open}
    lines = _lines(session, ids, wanted, language)
    modes: set[str] = {mode for _, mode, is_open in doors.values() if is_open}
    total = Line(0, "", "", "", target_of_all(wave, wanted, sees_all=agencies is None))
    sent: dict[str, tuple[int, int]] = {}
    for (door, unit), each in found.by_door.items():
        mode = doors[door][1]
        modes.add(mode)
        came, partial = sent.get(mode, (0, 0))
        sent[mode] = came + each.came, partial + each.partial
        for line in (lines[unit], total):
            _add(line, mode, each)
    never, season = _not_alarming(doors), Season.of(wave, today)
    for line in (*lines.values(), total):
        _judge(line, season, is_silent_by_nature=line.unit_id in never)
    ordered = [mode for mode in MODE_ORDER if mode in modes]
    finished = {mode: (came, came - partial) for mode, (came, partial) in sent.items()}
    due = _due(season)
    return Board(wave, agencies is None, list(lines.values()), total, found, ordered, finished, due)


def _due(season: Season) -> float | None:
    """The part of the days of an open wave that is over."""
    if not season.collects:
        return None
    return ((season.today - season.opens).days + 1) / ((season.closes - season.opens).days + 1)


def _doors(
    session: Session, wave: Wave, agencies: Agencies, used: Collection[int]
) -> dict[int, tuple[int, str, bool]]:
    """Door → unit, mode, whether it is open; those that ballots came through, and those in scope."""
    asked = select(
        col(Collector.id), col(Collector.agency_id), col(Collector.mode), col(Collector.revoked_on)
    ).where(col(Collector.wave_id) == id_of(wave))
    rows = {number: (unit, mode, shut is None) for number, unit, mode, shut in session.execute(asked)}
    seen = None if agencies is None else frozenset(session.execute(agencies).scalars())
    return {
        number: (unit, mode, is_open and (seen is None or unit in seen))
        for number, (unit, mode, is_open) in rows.items()
        if number in used or seen is None or unit in seen
    }


def _lines(session: Session, ids: Collection[int], wanted: dict[int, int], language: str) -> dict[int, Line]:
    # One statement for any number of units: a list of thousands of ids would not fit into it.
    asked = select(col(Unit.id), col(Unit.code), col(Unit.name), col(Unit.name_en), col(Unit.kind))
    return {
        number: Line(number, code, (name_en if language == "en" else None) or name, kind, wanted.get(number))
        for number, code, name, name_en, kind in session.execute(asked)
        if number in ids
    }


def _add(line: Line, mode: str, each: Sum) -> None:
    total = line.sum
    total.collected += each.collected
    total.flagged += each.flagged
    total.partial += each.partial
    total.excluded += each.excluded
    total.recent += each.recent
    if each.last_day is not None:
        total.last_day = max(total.last_day or each.last_day, each.last_day)
    line.by_mode[mode] = line.by_mode.get(mode, 0) + each.collected


def _not_alarming(doors: dict[int, tuple[int, str, bool]]) -> set[int]:
    """Units that have no open door, or only such as nobody stands at."""
    modes: defaultdict[int, set[str]] = defaultdict(set)
    for unit, mode, is_open in doors.values():
        modes[unit] |= {mode} if is_open else set()
    return {unit for unit, found in modes.items() if not found - set(NEVER_SILENT)}


def _judge(line: Line, season: Season, *, is_silent_by_nature: bool) -> None:
    """How the unit stands, from what has come and the pace of the last seven days."""
    target, got = line.target, line.sum.collected
    if not is_silent_by_nature:
        line.silent_days = season.days_without(line.sum.last_day)
    if target and got >= target:
        line.standing = "reached"
    elif not season.has_opened:
        line.standing = "not_open"
    elif season.collects and line.silent_days >= SILENT_DAYS:
        line.standing = "silent" if line.sum.came else "none"
        line.missing = max((target or 0) - got, 0)
    elif target is None:
        line.standing = "no_target"
    elif not season.collects:
        line.standing, line.missing = "over", target - got
    else:
        pace = line.sum.recent / min(RECENT_DAYS, (season.today - season.opens).days + 1)
        line.missing = max(target - got - int(pace * (season.closes - season.today).days), 0)
        line.standing = "short" if line.missing else "on_time"
