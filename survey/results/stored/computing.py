"""The figures of a wave beside those before it, in one edition, ready to be told in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from sqlalchemy import Engine

from analysis.figures import Summary
from reports.content import Edition
from survey.analysing import exports
from survey.analysing.backgrounds import Backgrounds
from survey.results.fielded import Fielded, fielded
from survey.results.known import backgrounds_of
from survey.results.result_part import Part, renamed
from survey.results.result_request import ResultRequest
from survey.results.results import Results, results_of

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True)
class Computed:
    """What `hailong report` computes of these waves, looked at from the last of them."""

    results: Results
    part: Part
    known: Backgrounds
    wave: Fielded

    @property
    def label(self) -> str:
        """The wave as files of figures name it."""
        return self.results.naming.labels[self.wave.id]

    @property
    def name(self) -> str:
        """The wave as it is printed."""
        return self.results.naming.names[self.wave.id]

    @cached_property
    def printed(self) -> dict[str, str]:
        """The printed name of every wave of the series."""
        naming = self.results.naming
        return {naming.labels[each.id]: naming.names[each.id] for each in self.part.series.waves}

    @cached_property
    def summary(self) -> Summary:
        """The figures with the waves under their printed names."""
        return renamed(self.part.summary, self.printed)

    @cached_property
    def units(self) -> Mapping[int, str]:
        """The name under which each unit of the wave is shown."""
        names = self.part.table.presentation.names
        return {unit: name for (wave, unit), name in sorted(names.items()) if wave == self.wave.id}

    def spoken(self, language: Language) -> Results:
        """The same results with labels and sentences in a language."""
        naming = replace(self.results.naming, language=language)
        return replace(self.results, request=replace(self.results.request, language=language), naming=naming)

    def estimates(self, language: Language) -> list[exports.Line]:
        """The lines of this wave as `estimates.csv` has them."""
        lines = exports.estimate_lines(self.part.summary, self._terms(language))
        return [line for line in lines if line["wave"] == self.label]

    def changes(self, language: Language) -> list[exports.Line]:
        """The lines of this wave as `changes.csv` has them."""
        lines = exports.change_lines(self.part.summary, self._terms(language))
        return [line for line in lines if line["wave_to"] == self.label]

    def _terms(self, language: Language) -> exports.Terms:
        simulated = any(each.wave.simulated for each in self.results.waves)
        return exports.Terms(self.part.series.questionnaire, language, simulated)


def computed(engine: Engine, codes: Sequence[str], *, edition: Edition, public: bool = False) -> Computed:
    """Read the ballots of these waves and compute; the last one is the one in question."""
    waves = fielded(engine, codes)
    request = ResultRequest(tuple(codes), Path(), edition=edition, public=public)
    results = results_of(engine, waves, request, warn=_nobody)
    part = next(each for each in results.parts if any(wave.code == codes[-1] for wave in each.series.waves))
    known = backgrounds_of(engine, results.parts, part, results.naming, request)
    wave = next(each for each in part.series.waves if each.code == codes[-1])
    return Computed(results, part, known, wave)


def _nobody(_note: str) -> None:
    """Notes for the person at a command line stand in the reports, too."""
