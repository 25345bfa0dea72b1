"""Remarks for the report of one unit: out of which units it was formed, and what theirs was before."""

from __future__ import annotations

from questionnaires.tree import OVERALL
from reports import style, words
from survey.results.presenting import Reform
from survey.results.result_part import Part
from survey.results.wave_naming import Naming
from survey.units.unit_labels import day_in

Place = tuple[int, str]
"""(wave id, unit as it is shown)."""


def unit_notes(part: Part, naming: Naming) -> dict[Place, str]:
    """What is to be said of each unit that was formed or changed since an earlier wave."""
    found: dict[Place, str] = {}
    last = part.series.last.id
    for reform in part.table.presentation.reforms:
        unit = part.table.presentation.names[last, reform.formation.unit_id]
        told = _Told(part, reform, naming).sentence()
        found[last, unit] = f"{found.get((last, unit), '')} {told}".strip()
    return found


class _Told:
    """One reform, ready to be put into words."""

    def __init__(self, part: Part, reform: Reform, naming: Naming) -> None:
        self.part, self.reform = part, reform
        self.label, self.language = naming.labels[reform.wave.id], naming.language
        self.before = naming.said(reform.wave)

    def sentence(self) -> str:
        formation = self.reform.formation
        lasting = any(root.unit_id == formation.unit_id for root in formation.roots)
        key = "unit_pooled" if self.reform.pooled else "unit_changed" if lasting else "unit_formed"
        return words.say(
            key,
            self.language,
            day=day_in(formation.day, self.language),
            units=self._units(),
            before=self.before,
            figures="; ".join(self._figure(root.unit_id) for root in formation.roots),
        )

    def _units(self) -> str:
        named = [
            self._name(root.unit_id) if root.whole else self._say("unit_part", name=self._name(root.unit_id))
            for root in self.reform.formation.roots
        ]
        *first, last = named
        word = {"vi": " và ", "en": " and "}[style.known(self.language)]
        return ", ".join(first) + word + last if first else last

    def _figure(self, unit_id: int) -> str:
        return self._say(
            "unit_figure", name=self._name(unit_id), value=self._value(unit_id), before=self.before
        )

    def _value(self, unit_id: int) -> str:
        shown = self.part.table.presentation.names.get((self.reform.wave.id, unit_id))
        summary = self.part.summary
        if shown is None:
            return self._say("unit_no_figure")
        figure = summary.figure(OVERALL, unit=shown, wave=self.label)
        if figure.estimate is None or figure.estimate.value is None:
            return self._say("unit_not_shown" if figure.suppressed != "empty" else "unit_no_figure")
        if summary.index_rule == "mean_score":
            return style.number(figure.estimate.value, self.language, 2)
        return style.percentage(figure.estimate.value, self.language)

    def _name(self, unit_id: int) -> str:
        return style.plain(self.part.table.presentation.own[unit_id])

    def _say(self, key: str, **values: str) -> str:
        return words.say(key, self.language, **values)
