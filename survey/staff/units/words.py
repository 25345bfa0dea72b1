"""The words of units in the language of the page, and how days, rates and cells are written in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from survey.staff import pages
from survey.staff.units.english import EN
from survey.staff.units.messages import UnitWords
from survey.staff.units.vietnamese import VI
from survey.tables import Unit

SPOKEN = {each.language: each for each in (VI, EN)}
RATES = ("share", "value")
DAYS = ("valid_from", "valid_to", "day", "period_from", "period_to")


def said_here() -> UnitWords:
    """The words in the language of the page."""
    return SPOKEN[pages.words_here().language]


class Shown:
    """How things are written in one language, for the templates."""

    def __init__(self, said: UnitWords) -> None:
        self.said = said

    def day(self, day: dt.date | None) -> str:
        """01/07/2025."""
        return f"{day:%d/%m/%Y}" if day else "–"

    def moment(self, moment: dt.datetime) -> str:
        """The time in Vietnam, 01/07/2025 08:30; SQLite keeps UTC without saying so."""
        from survey.dates import VIETNAM

        known = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return f"{known.astimezone(VIETNAM):%d/%m/%Y %H:%M}"

    def rate(self, rate: float) -> str:
        """86,50%."""
        return self._comma(f"{rate * 100:.2f}%")

    def number(self, number: int) -> str:
        """1.250."""
        grouped = f"{number:,}"
        return grouped.replace(",", ".") if self.said.language == "vi" else grouped

    def name(self, unit: Unit) -> str:
        """The name in the language of the page, where there is one."""
        return unit.name_en if self.said.language == "en" and unit.name_en else unit.name

    def period(self, first: dt.date, last: dt.date | None) -> str:
        """From when, or from when to when."""
        text = self.said.until if last else self.said.since
        return text.format(first=self.day(first), last=self.day(last))

    def cells(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
        """What each cell held and holds."""
        if before:
            changed = [name for name in self.said.cells if name in after and before.get(name) != after[name]]
            return [self._change(name, before.get(name), after[name]) for name in changed]
        told = [name for name in self.said.cells if after.get(name) not in (None, "")]
        return [f"{self.said.cells[name]}: {self.cell(name, after[name])}" for name in told]

    def cell(self, name: str, value: Any) -> str:
        """One value, from the database or as the audit log has it."""
        if value is None or value == "":
            return self.said.nothing
        if name in RATES:
            return self.rate(float(value))
        if name == "kind":
            return self.said.kinds.get(value, str(value))
        if name == "what":
            return self.said.whats.get(value, str(value))
        if isinstance(value, dt.date):
            return self.day(value)
        if name in DAYS:
            return self.day(dt.date.fromisoformat(value))
        return self.number(value) if isinstance(value, int) and name != "year" else str(value)

    def _change(self, name: str, before: Any, after: Any) -> str:
        return f"{self.said.cells[name]}: {self.cell(name, before)} → {self.cell(name, after)}"

    def _comma(self, text: str) -> str:
        return text.replace(".", ",") if self.said.language == "vi" else text


def drawn(template: str, **context: Any) -> Any:
    """A page of this area, with its words."""
    said = said_here()
    return pages.page(f"units/{template}", said=said, shown=Shown(said), **context)
