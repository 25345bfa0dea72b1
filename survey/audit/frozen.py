"""Frozen waves and fixed results against what was recorded of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from survey.audit.finding import Finding
from survey.audit.lines import Line
from survey.keys import id_of
from survey.results.stored.fixed import document_lines, fixed_detail
from survey.tables import Ballot, Result, Wave
from survey.waves.frozen import hash_of_ballots, hash_of_settings
from survey.waves.retention import NOT_FROZEN
from survey.waves.wave_states import STEPS

_STEPS = {f"wave.{step}" for step in STEPS}


@dataclass(frozen=True)
class Recorded:
    """What the audit log says of one wave."""

    state: str | None
    """Where its last step led."""
    frozen: dict[str, Any] | None
    """What was fixed at its freezing: ballots, hash and, since they are recorded, settings."""
    destroyed: bool
    """Whether its ballots were destroyed afterwards, because their days of keeping were over."""
    results: Mapping[str, dict[str, Any]]
    """What was recorded of its results when they were fixed, by the hash of their settings."""


def recorded(lines: Sequence[Line], code: str) -> Recorded:
    """What the log says of the wave of a code."""
    state, frozen, destroyed = None, None, False
    results: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.subject != f"wave {code}":
            continue
        said = _said(line)
        if line.action in _STEPS:
            state = str(said.get("to"))
        elif line.action == "wave.hash":
            frozen, destroyed = said, False
        elif line.action == "retention" and said.get("ballots"):
            destroyed = True
        elif line.action == "result.fix":
            results[str(said.get("settings"))] = said
    return Recorded(state, frozen, destroyed, results)


def check_frozen(session: Session, wave: Wave, log: Recorded) -> Iterator[Finding]:
    """All that differs between a wave and what was recorded of it; nothing for a wave still at work."""
    where = f"wave {wave.code}"
    if log.state is not None and wave.state != log.state:
        yield Finding(where, f"it is {wave.state}, but by the audit log it is {log.state}")
    elif log.state is None and wave.state not in NOT_FROZEN:
        yield Finding(where, f"it is {wave.state}, but the audit log knows of no step of it")
    if log.frozen is None:
        if wave.frozen_hash is not None:
            yield Finding(where, "it bears a hash, but the audit log does not know that it was frozen")
        return
    if wave.frozen_hash != log.frozen.get("hash"):
        yield Finding(where, "its hash is not the one that the audit log recorded at its freezing")
    if "settings" in log.frozen and hash_of_settings(session, wave) != log.frozen["settings"]:
        yield Finding(where, "its settings or its questionnaire are not those at its freezing")
    yield from _ballots(session, wave, log.frozen, destroyed=log.destroyed)


def check_fixed(session: Session, wave: Wave, log: Recorded) -> Iterator[Finding]:
    """All fixed results of a wave that are not those that were recorded, or are not there any more."""
    where = f"wave {wave.code}"
    stored = session.exec(select(Result).where(Result.wave_id == wave.id, col(Result.fixed))).all()
    for result in stored:
        said = log.results.get(result.settings_hash)
        if said is None:
            yield Finding(where, "it has fixed results, but the audit log does not know that they were fixed")
        elif _found(partial(_fixed, session, result)) != said:
            yield Finding(where, "its results are not those that the audit log recorded when they were fixed")
    for _ in log.results.keys() - {result.settings_hash for result in stored}:
        yield Finding(where, "results that were fixed are not there any more, or are not fixed")


def _fixed(session: Session, result: Result) -> dict[str, Any]:
    return fixed_detail(result, document_lines(session, id_of(result)))


def _ballots(session: Session, wave: Wave, frozen: dict[str, Any], *, destroyed: bool) -> Iterator[Finding]:
    where = f"wave {wave.code}"
    found = session.exec(select(func.count()).select_from(Ballot).where(Ballot.wave_id == wave.id)).one()
    if destroyed:
        if found:
            yield Finding(where, f"it has {found} ballots, although all were destroyed when their days ended")
        return
    if found != frozen.get("ballots"):
        yield Finding(where, f"it has {found} ballots; {frozen.get('ballots')} were frozen")
    elif _found(lambda: hash_of_ballots(session, wave)) != frozen.get("hash"):
        yield Finding(where, "its ballots do not give the hash that was recorded at its freezing")


def _found(hashed: Callable[[], Any]) -> Any:
    """What is there is hashed; None where somebody wrote what nothing of the kind can have."""
    try:
        return hashed()
    except (ValueError, TypeError):
        return None


def _said(line: Line) -> dict[str, Any]:
    try:
        said = json.loads(line.detail)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
