"""The figures of one series of waves, and the same under the names that are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.figures import Summary
from survey.analysing.more.material import Material
from survey.analysing.request import Request
from survey.results.series import Series
from survey.results.wave_table import WaveTable


@dataclass(frozen=True)
class Part:
    """A series, its ballots, the request that was made of them and what came out."""

    series: Series
    table: WaveTable
    request: Request
    summary: Summary
    material: Material


def renamed(summary: Summary, names: Mapping[str, str]) -> Summary:
    """The summary with its waves under other names; nothing else changes, not even the order."""

    def name(wave: str | None) -> str | None:
        return None if wave is None else names[wave]

    return replace(
        summary,
        figures=tuple(replace(each, wave=name(each.wave)) for each in summary.figures),
        changes=tuple(
            replace(each, wave_from=names[each.wave_from], wave_to=names[each.wave_to])
            for each in summary.changes
        ),
        lowest=tuple(replace(each, wave=name(each.wave)) for each in summary.lowest),
        highest=tuple(replace(each, wave=name(each.wave)) for each in summary.highest),
        waves=tuple(names[each] for each in summary.waves),
        populations=tuple((name(wave), unit, n) for wave, unit, n in summary.populations),
    )
