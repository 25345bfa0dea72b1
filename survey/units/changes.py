"""What an import or a reform would change, row by row: told before it is done, in the audit log after."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, SQLModel

from survey.files.merging import Made, Merge
from survey.tables import CaseStatistics, PastFigure, Procedure, Unit, UnitParent, UnitSuccession
from survey.units.unit_import import Imported
from survey.waves.events import append_all

Kind = Literal["new", "changed", "closed"]
Thing = Literal["unit", "parent", "succession", "procedure", "past_figure", "case_statistics"]
Codes = Mapping[int, str]
"""Unit id → code."""
FIGURE = ("year", "what", "value", "n", "source")
CASES = ("period_from", "period_to", "received", "solved", "on_time", "late", "apologies")
ACTIONS = {"new": "new", "changed": "change", "closed": "end"}


@dataclass(frozen=True)
class Change:
    """One row that would be written, without the numbers that the database gives."""

    kind: Kind
    thing: Thing
    number: int
    """Of the row in its file."""
    label: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    subjects: tuple[str, ...]
    """Which histories it belongs to."""


@dataclass(frozen=True)
class Plan:
    """All that would be written."""

    changes: tuple[Change, ...]
    unchanged: int

    @property
    def count(self) -> Counter[str]:
        """How many rows of each kind."""
        found: Counter[str] = Counter(new=0, changed=0, closed=0, unchanged=self.unchanged)
        found.update(each.kind for each in self.changes)
        return found

    @property
    def digest(self) -> str:
        """The same for the same plan, whenever it is made."""
        said = [[x.kind, x.thing, x.number, x.label, dict(x.before), dict(x.after)] for x in self.changes]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def plan_of_units(imported: Imported) -> Plan:
    """What an import of units changes."""
    codes = {each.id or 0: each.code for each in imported.units.known.values()}
    changes = [*_units(imported.units), *_links(imported.links, codes)]
    changes += _successions(imported.successions, codes)
    return Plan(tuple(changes), imported.count["unchanged"])


def plan_of_procedures(procedures: Merge[Procedure], codes: Codes) -> Plan:
    """What an import of procedures changes."""
    found = tuple(_procedure(each, codes) for each in procedures.made)
    return Plan(found, procedures.count["unchanged"])


def plan_of_figures(figures: Merge[PastFigure] | Merge[CaseStatistics], codes: Codes) -> Plan:
    """What an import of earlier figures or of case statistics changes."""
    made: Iterable[Made[Any]] = figures.made
    return Plan(tuple(_figure(each, codes) for each in made), figures.count["unchanged"])


def note(
    session: Session, plan: Plan, *, by: str, action: str, subject: str, detail: Mapping[str, Any]
) -> None:
    """A line in the audit log for the deed as a whole, and one in the history of each unit it touched."""
    lines = [(action, subject, {**detail, **plan.count})]
    lines += [
        (f"{each.thing}.{ACTIONS[each.kind]}", whose, _told(each))
        for each in plan.changes
        for whose in each.subjects
    ]
    append_all(session, by, lines)


def _told(change: Change) -> dict[str, Any]:
    if change.before:
        return {"label": change.label, "before": dict(change.before), "after": dict(change.after)}
    return {"label": change.label, **change.after}


def _units(units: Merge[Unit]) -> Iterator[Change]:
    names = ("code", "kind", "name", "name_en", "valid_from", "valid_to")
    for each in units.made:
        label = f"{each.found.code} {each.found.name}"
        yield _change("unit", each, label, names, (f"unit {each.found.id}",))


def _links(links: Merge[UnitParent], codes: Codes) -> Iterator[Change]:
    for each in links.made:
        label = f"{codes[each.found.unit_id]} → {codes[each.found.parent_id]}"
        names = ("valid_from", "valid_to")
        yield _change("parent", each, label, names, (f"unit {each.found.unit_id}",))


def _successions(successions: Merge[UnitSuccession], codes: Codes) -> Iterator[Change]:
    for each in successions.made:
        label = f"{codes[each.found.old_id]} → {codes[each.found.new_id]}"
        subjects = (f"unit {each.found.old_id}", f"unit {each.found.new_id}")
        yield _change("succession", each, label, ("day", "share"), subjects)


def _procedure(made: Made[Procedure], codes: Codes) -> Change:
    label = f"{made.found.code} {made.found.name}"
    owners = {each for each in (made.found.agency_id, made.before.get("agency_id")) if each is not None}
    subjects = (f"procedure {made.found.id}", *(f"unit {each}" for each in sorted(owners)))
    change = _change("procedure", made, label, ("field", "agency_id"), subjects)
    return Change(
        change.kind,
        change.thing,
        change.number,
        change.label,
        _with_agency(change.before, codes),
        _with_agency(change.after, codes),
        change.subjects,
    )


def _figure(made: Made[Any], codes: Codes) -> Change:
    row = made.found
    if isinstance(row, PastFigure):
        label = f"{codes[row.unit_id]} {row.year} {row.what}"
        return _change("past_figure", made, label, FIGURE, (f"unit {row.unit_id}",))
    label = f"{codes[row.unit_id]} {row.period_from} – {row.period_to}"
    return _change("case_statistics", made, label, CASES, (f"unit {row.unit_id}",))


def _change(
    thing: Thing, made: Made[Any], label: str, names: tuple[str, ...], subjects: tuple[str, ...]
) -> Change:
    after = _cells(made.found, names) if made.is_new else made.after
    return Change(_kind(made), thing, made.row.number, label, made.before, after, subjects)


def _kind(made: Made[Any]) -> Kind:
    if made.is_new:
        return "new"
    ends = made.before.get("valid_to", made) is None and made.after["valid_to"] is not None
    return "closed" if ends else "changed"


def _cells(found: SQLModel, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(found, name)) is not None}


def _with_agency(cells: Mapping[str, Any], codes: Codes) -> dict[str, Any]:
    """A unit is named by its code, never by its number."""
    told = {name: value for name, value in cells.items() if name != "agency_id"}
    if "agency_id" in cells:
        number = cells["agency_id"]
        told["agency"] = codes.get(number, "") if number is not None else None
    return told
