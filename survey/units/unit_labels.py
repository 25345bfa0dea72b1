"""How units are named in figures and files: by their names, and more where a name would mislead."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from survey.files.table import clean
from survey.tables import Unit

MONTHS = "January February March April May June July August September October November December".split()


def unit_labels(units: Iterable[Unit]) -> dict[int, str]:
    """A label for each unit, no two alike: the name, else with the code, else also with the first day."""
    known = {unit.id: unit for unit in units if unit.id is not None}
    labels = {number: clean(unit.name) for number, unit in known.items()}
    for more in (_code, _since):
        twice = {label for label, n in Counter(labels.values()).items() if n > 1}
        labels = {
            number: f"{label} ({more(known[number])})" if label in twice else label
            for number, label in labels.items()
        }
    return labels


def before(label: str, day: dt.date) -> str:
    """The label of a unit as it was before its area changed: Xã An Hòa (trước 01/7/2025)."""
    return f"{label} (trước {day_in(day, 'vi')})"


def day_in(day: dt.date, language: str) -> str:
    """01/7/2025, where only days below 10 and the months 01 and 02 take a zero; 1 July 2025."""
    if language != "vi":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def _code(unit: Unit) -> str:
    return clean(unit.code)


def _since(unit: Unit) -> str:
    return f"từ {day_in(unit.valid_from, 'vi')}"


Presented = Mapping[tuple[int, int], str]
"""(wave id, agency id) → the name under which the agency's ballots of that wave are shown."""
