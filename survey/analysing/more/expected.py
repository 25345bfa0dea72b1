"""The table `expected`: how far each unit lies from all of them, and the range to expect of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.areas.benchmark import expected_range, expected_range_of_values
from analysis.areas.expected import ExpectedRange
from survey.analysing.more.league import League, leagues
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, LeftOut, Line, MoreTable

FIELDS = (
    *("wave", "unit_kind", "unit", "code", "kind", "label", "n", "value", "se", "target", "z", "z_adjusted"),
    *("expected_low", "expected_high", "far_low", "far_high", "position", "phi", "tau2", "units"),
)
FEW = 10
"""Below this many units the variance between them is hardly known."""


def expected(material: Material) -> tuple[MoreTable, ...]:
    """The funnel with over-dispersion for the overall index, its groups and the items on everything."""
    warning = material.warned("expected")
    found, left_out = leagues(material, [*material.composites, *material.overall_items])
    sampled = []
    for league in found:
        counted = league.counted
        code = material.plan.codes[league.line]
        left_out += [
            LeftOut(league.wave.name, name, code, "everybody_answered")
            for name, full in zip(league.names, counted, strict=True)
            if full
        ]
        if (~counted).sum() > 1:
            sampled.append(league.only(~counted))
    if not sampled:
        raise CannotMakeError("no two sampled units have enough answers; --also expected; leave it out")
    few = min(len(league.names) for league in sampled) < FEW
    table = MoreTable(
        "expected",
        FIELDS,
        [line for league in sampled for line in _lines(material, league)],
        method="funnel_overdispersed",
        note=material.say("expected", *(["expected_few"] if few else [])),
        level=0.95,
        warning=warning,
        left_out=left_out,
    )
    return (table,)


def _lines(material: Material, league: League) -> Iterator[Line]:
    found = range_to_expect(material, league)
    labels = found.labels(far=True)
    for at, name in enumerate(league.names):
        yield league.place | {
            "unit": name,
            **material.described(league.line),
            "n": league.n[at],
            "value": league.value[at],
            "se": league.se[at],
            "target": found.target,
            "z": found.z[at],
            "z_adjusted": found.z_adjusted[at],
            "expected_low": found.low[at],
            "expected_high": found.high[at],
            "far_low": found.far_low[at],
            "far_high": found.far_high[at],
            "position": labels[at],
            "phi": found.phi,
            "tau2": found.tau2,
            "units": len(league.names),
        }


def range_to_expect(material: Material, league: League) -> ExpectedRange:
    """An item is a count of the effective number; an index brings its own error."""
    if material.plan.scored or league.line >= len(material.plan.items):
        return expected_range_of_values(league.value, league.se)
    size = np.array([estimate.n_eff for estimate in league.estimates], dtype=float)
    positive = np.clip(league.value * size, 0.0, size)
    share = positive.sum() / size.sum()
    if share in (0.0, 1.0):
        return expected_range_of_values(league.value, league.se)
    return expected_range(positive, size)
