"""What waves are called: in files by code, on paper by year where that tells them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.collation import sort_key
from reports import words
from survey.files.slugs import slug
from survey.results.fielded import Fielded


@dataclass(frozen=True)
class Naming:
    """Names by wave id: `labels` in files and figures, `names` on paper; the language of sentences."""

    labels: Mapping[int, str]
    names: Mapping[int, str]
    language: str

    def said(self, wave: Fielded) -> str:
        """The wave as a sentence names it: năm 2026."""
        return words.wave_name(self.names[wave.id], self.language)


def wave_labels(waves: Sequence[Fielded]) -> dict[int, str]:
    """The waves' codes, after their first days where the codes do not follow the calendar.

    The analysis puts waves in the order of their names.
    """
    codes = [each.code for each in waves]
    if sorted(codes, key=sort_key) == codes:
        return {each.id: each.code for each in waves}
    return {each.id: f"{each.wave.opens} {each.code}" for each in waves}


def printed_names(waves: Sequence[Fielded], labels: Mapping[int, str]) -> dict[int, str]:
    """The years of the waves where they tell them apart, else their labels; no two in one folder."""
    years = {each.id: str(each.wave.opens.year) for each in waves}
    if len(set(years.values())) == len(waves):
        return years
    apart = len({slug(labels[each.id]) for each in waves}) == len(waves)
    return {each.id: labels[each.id] if apart else f"{labels[each.id]} {each.id}" for each in waves}
