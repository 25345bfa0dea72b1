"""The screening of a wave: what looks odd among its ballots is found and stored by a job."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlmodel import col

from analysis.quality.flags import ORDER, Flag
from analysis.quality.screen import Report, screen
from analysis.summary import SummaryError
from survey import dates
from survey.analysing.more.table import CannotMakeError
from survey.ballots.suspicion import NOTED_BY
from survey.quality.effect import effect_of
from survey.quality.reading import Screened, read_screened
from survey.results.answers import snapshot
from survey.results.fielded import Fielded, fielded
from survey.tables import Ballot, Exclusion, FlaggedBallot, QualityFlag, QualityRun
from survey.waves.shown import shows_figures

ALONE = frozenset({"speed", "straight_line"})
"""Rules that judge one ballot by itself: their flags are gathered by door."""


@dataclass(frozen=True)
class Found:
    """One flag as it is stored, and its ballots: id, door, what was measured."""

    row: dict[str, Any]
    ballots: list[tuple[Any, int, float | None]]


def screen_wave(engine: Engine, code: str) -> None:
    """Put the flags of a wave in place of those stored, with the index both ways once the wave has closed."""
    (wave,) = fielded(engine, [code])
    with snapshot(engine) as connection:
        n, counts, not_run, found = _screened(connection, wave)
        noted = list(_noted(connection, wave))
    counts |= Counter(each.row["rule"] for each in noted)
    effect = effect_of(engine, wave) if shows_figures(wave.wave, runs_it=True) else None
    run = {
        "wave_id": wave.id,
        "day": dates.today(),
        "ballots": n,
        "counts": json.dumps(counts, sort_keys=True),
        "not_run": json.dumps(not_run, sort_keys=True),
        "effect": None if effect is None else json.dumps(effect.as_json(), sort_keys=True),
        "excluded": 0 if effect is None else effect.excluded,
    }
    with engine.begin() as connection:
        for table in (FlaggedBallot, QualityFlag, QualityRun):
            connection.execute(delete(table).where(col(table.wave_id) == wave.id))
        connection.execute(insert(QualityRun), [run])
        _store(connection, wave, [*found, *noted])


def _screened(
    connection: Connection, wave: Fielded
) -> tuple[int, dict[str, int], dict[str, str], list[Found]]:
    try:
        screened = read_screened(connection, wave)
    except (CannotMakeError, SummaryError) as reason:
        return 0, {}, {"all": str(reason)}, []
    if screened is None:
        return 0, {}, {}, []
    report = screen(screened.ballots)
    found = [*_groups(report, screened), *_single(report, screened)]
    return report.n, dict(report.counts), dict(report.not_run), found


def _groups(report: Report, screened: Screened) -> Iterator[Found]:
    for flag in report.flags:
        if flag.rule not in ALONE:
            rows = flag.rows
            yield _found(flag, screened, rows, flag.evidence, [None] * len(rows))


def _single(report: Report, screened: Screened) -> Iterator[Found]:
    """Flags on single ballots, one for all of a door and rule, with the lowest and the highest measure."""
    gathered: defaultdict[tuple[str, int], list[Flag]] = defaultdict(list)
    for flag in report.flags:
        if flag.rule in ALONE:
            gathered[flag.rule, screened.doors[flag.rows[0]]].append(flag)
    for flags in gathered.values():
        worst = min(flags, key=lambda each: ORDER[each.severity])
        values = [each.evidence.get("share_of_median") for each in flags]
        known = [value for value in values if value is not None]
        evidence = {"lowest": min(known), "highest": max(known)} if known else {}
        rows = [each.rows[0] for each in flags]
        yield _found(worst, screened, rows, evidence, values)


def _found(
    flag: Flag,
    screened: Screened,
    rows: Iterable[int],
    evidence: Mapping[str, float],
    values: list[float | None],
) -> Found:
    at = list(rows)
    said = {**evidence, "threshold": flag.threshold}
    ballots = [(screened.ids[row], screened.doors[row], value) for row, value in zip(at, values, strict=True)]
    days = {screened.days[row] for row in at}
    return Found(_row(flag.rule, flag.severity, ballots, said, days), ballots)


def _row(rule: str, severity: str, ballots: list[Any], evidence: Any, days: set[Any]) -> dict[str, Any]:
    doors = {door for _, door, _ in ballots}
    return {
        "rule": rule,
        "severity": severity,
        "collector_id": doors.pop() if len(doors) == 1 else None,
        "day": days.pop() if len(days) == 1 else None,
        "ballots": len(ballots),
        "evidence": json.dumps(evidence, sort_keys=True),
    }


def _noted(connection: Connection, wave: Fielded) -> Iterator[Found]:
    """What the doors noted when the ballots came in, by rule and door."""
    asked = select(col(Exclusion.rule), col(Ballot.id), col(Ballot.collector_id), col(Ballot.day))
    asked = asked.join(Ballot, col(Ballot.id) == col(Exclusion.ballot_id))
    asked = asked.where(col(Exclusion.wave_id) == wave.id, col(Exclusion.proposed_by) == NOTED_BY)
    gathered: defaultdict[tuple[str, int], list[Any]] = defaultdict(list)
    for rule, ballot, door, day in connection.execute(asked.order_by(col(Exclusion.id))):
        gathered[rule, door].append((ballot, day))
    for (rule, door), noted in gathered.items():
        ballots: list[tuple[Any, int, float | None]] = [(ballot, door, None) for ballot, _ in noted]
        yield Found(_row(rule, "warning", ballots, {}, {day for _, day in noted}), ballots)


def _store(connection: Connection, wave: Fielded, found: list[Found]) -> None:
    for each in found:
        row = {"wave_id": wave.id, **each.row}
        number = connection.execute(insert(QualityFlag).values(**row)).inserted_primary_key
        assert number is not None
        shared = {"flag_id": number[0], "wave_id": wave.id, "rule": each.row["rule"]}
        ballots = [
            {**shared, "ballot_id": ballot, "collector_id": door, "value": value}
            for ballot, door, value in each.ballots
        ]
        if ballots:
            connection.execute(insert(FlaggedBallot), ballots)
