"""What parts two waves: what breaks their series, and what a reader has to know beside."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from survey.keys import id_of
from survey.results.fielded import fielded_in
from survey.results.series import broken
from survey.tables import Collector, StoredQuestionnaire, Wave

COMPARED = ("counted_as", "display_limit", "reliable_limit", "target")


@dataclass(frozen=True)
class Difference:
    """One thing that differs, with both values as they are stored."""

    what: str
    before: str
    after: str
    breaks: bool
    """Whether figures of the two waves are not compared because of it."""


def differences(session: Session, before: Wave, after: Wave) -> list[Difference]:
    """All of them, what breaks the series first."""
    earlier, later = fielded_in(session, before), fielded_in(session, after)
    why = broken(earlier, later)
    found = []
    if why:
        values = _behind(why, earlier.stored, later.stored, before, after)
        found.append(Difference(why, values[0], values[1], breaks=True))
    elif earlier.stored.id != later.stored.id:
        found.append(Difference("version", _name(earlier.stored), _name(later.stored), breaks=False))
    if earlier.stored.index_rule != later.stored.index_rule:
        found.append(
            Difference("index_rule", earlier.stored.index_rule, later.stored.index_rule, breaks=bool(why))
        )
    if before.design != after.design and why != "break_design":
        found.append(Difference("break_design", before.design, after.design, breaks=True))
    modes = _modes(session, before), _modes(session, after)
    if modes[0] != modes[1] and modes[1]:
        found.append(Difference("modes", ", ".join(modes[0]), ", ".join(modes[1]), breaks=False))
    for name in COMPARED:
        values = getattr(before, name), getattr(after, name)
        if values[0] != values[1]:
            found.append(Difference(name, str(values[0] or ""), str(values[1] or ""), breaks=False))
    return found


def _behind(
    why: str, earlier: StoredQuestionnaire, later: StoredQuestionnaire, before: Wave, after: Wave
) -> tuple[str, str]:
    if why == "break_kind":
        return before.kind, after.kind
    if why == "break_design":
        return before.design, after.design
    return _name(earlier), _name(later)


def _name(row: StoredQuestionnaire) -> str:
    return f"{row.code} {row.version}"


def _modes(session: Session, wave: Wave) -> tuple[str, ...]:
    """How people can answer, in one order."""
    found = select(Collector.mode).where(Collector.wave_id == id_of(wave)).distinct()
    return tuple(session.exec(found.order_by(col(Collector.mode))))
