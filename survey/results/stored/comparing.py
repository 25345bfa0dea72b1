"""The comparison of the units of a wave, kind by kind, as the reports of Home Affairs have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.interval import quantile_t
from reports.background import Background
from reports.charts.data import Caterpillar
from reports.charts.inline import BROAD, both, svg
from reports.content import Grid, Picture
from reports.embedding.payload import UNTOLD
from reports.embedding.plain import plain
from reports.official.content import Official
from reports.official.standing import Standing
from survey.analysing.more.league import League, leagues
from survey.analysing.standings import least_apart
from survey.results.stored.comparison import NAMED
from survey.results.stored.computing import Computed

MATRIX = 200
"""Units of which the covariance of every two is kept, where units share a stratum."""
TOLD = ("ranks", "units", "funnel", "changes", "pairs", "left-out")
"""Pieces of the report whose sentences and charts stand on the page."""

Said = Mapping[str, Official]
"""The report on a kind by language."""


def comparison(computed: Computed, standings: Sequence[Standing], said: Mapping[str, Said]) -> dict[str, Any]:
    """Everything that the page of comparison shows, as JSON can hold it; `said` by kind."""
    summary, background = computed.summary, _background(computed)
    return {
        "wave": computed.name,
        "measure": "score" if summary.index_rule == "mean_score" else "rate",
        "level": summary.level,
        "ranks": not summary.voluntary or background.ranks_volunteers,
        "limits": {"display": summary.limits.display, "reliable": summary.limits.reliable},
        "bands": plain(background.bands),
        "checksum": next(iter(next(iter(said.values())).values())).about.checksum if said else "",
        "units": len(summary.units),
        "kinds": [_kind(computed, each, said[each.kind]) for each in standings],
    }


def _background(computed: Computed) -> Background:
    return computed.known[computed.label]


def _kind(computed: Computed, standing: Standing, said: Said) -> dict[str, Any]:
    head = _head(computed)
    mean = next((each for each in standing.means if each.code == head), None)
    return {
        "kind": standing.kind,
        "axis": plain(next(iter(said.values())).axis),
        "mean": None if mean is None else mean.value,
        "all_counted": standing.all_counted,
        "testing": _testing(computed, standing),
        "said": {language: _said(report) for language, report in said.items()},
        "rows": list(_rows(computed, standing)),
    }


def _head(computed: Computed) -> str:
    """The code of the figure that a report opens with."""
    form = computed.part.series.questionnaire
    if form.groups:
        return form.groups[0].code
    return [item.code for item in form.rated_items if item.role == "overall"][-1]


def _rows(computed: Computed, standing: Standing) -> Iterator[dict[str, Any]]:
    head, wave, summary = _head(computed), computed.name, computed.summary
    numbers = {name: unit for unit, name in computed.units.items()}
    left_out, expected = dict(standing.left_out), {each.unit: each for each in standing.expected}
    tiers = standing.tiers.get(head, {})
    background = _background(computed)
    for unit in standing.units:
        change, place = summary.change(head, unit=unit, wave=wave), background.of(unit).place
        yield {
            "id": numbers[unit],
            "name": unit,
            "figure": plain(summary.figure(head, unit=unit, wave=wave), UNTOLD),
            "place": None if place is None else plain(place),
            "tier": tiers.get(unit, ""),
            "why": left_out.get(unit, ""),
            "change": None if change is None else plain(change),
            "expected": plain(expected[unit]) if unit in expected else None,
        }


def _testing(computed: Computed, standing: Standing) -> dict[str, Any] | None:
    """What it takes to set two units side by side: errors, degrees of freedom, what Holm asks for."""
    league = _league(computed, standing)
    if league is None or standing.pairs is None or league.df <= 0:
        return None
    level = league.wave.plan.level
    small = league.covariance is not None and len(league.names) <= MATRIX
    return {
        "names": list(league.names),
        "se": league.se.tolist(),
        "covariance": league.covariance.tolist() if small and league.covariance is not None else None,
        "independent": league.covariance is None,
        "quantile": float(quantile_t(level, league.df)),
        "critical": least_apart(league, level),
        "tests": standing.pairs.tests,
    }


def _league(computed: Computed, standing: Standing) -> League | None:
    """The units that may be compared on the overall figure."""
    material, code = computed.part.material, _head(computed)
    line = material.plan.codes.index(code)
    found = leagues(material, [line])[0] if computed.summary.voluntary is False else []
    return next((each for each in found if _is_of(each, computed.label, standing.kind)), None)


def _is_of(league: League, label: str, kind: str) -> bool:
    return league.wave.name == label and (league.kind or "") == kind


def _said(report: Official) -> dict[str, Any]:
    """Titles, sentences and drawn charts of the chapter that compares."""
    pieces = {each.code: each for chapter in report.chapters for each in chapter.pieces if each.code in TOLD}
    return {code: _piece(piece) for code, piece in pieces.items()}


def _drawn(piece: Picture) -> str:
    """The chart; where there are very many units once for all widths, and their row not at all."""
    chart = piece.chart
    many = len(chart.peers if isinstance(chart, Caterpillar) else getattr(chart, "spots", ())) > NAMED
    if chart is None or (many and isinstance(chart, Caterpillar)):
        return ""
    return str(svg(chart, piece.alt, BROAD, "one") if many else both(chart, piece.alt))


def _piece(piece: Any) -> dict[str, Any]:
    told = {"title": piece.title}
    if isinstance(piece, Grid | Picture):
        told |= {"finding": plain(piece.finding), "notes": plain(piece.notes)}
    else:
        told |= {"finding": [plain(each) for some in piece.paragraphs for each in some], "notes": []}
    if isinstance(piece, Picture):
        told["chart"] = _drawn(piece) if piece.chart is not None else ""
    return told
