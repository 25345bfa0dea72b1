"""How the units of each kind stand to one another, wave by wave: tiers, pairs, the range to expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from scipy import special

from analysis.collation import sort_key
from analysis.comparing.difference import difference
from analysis.comparing.multiplicity import family
from analysis.design import Bools, Floats, Ints
from analysis.ranking.tiers import tiers
from analysis.waves import Wave
from reports.background import Background
from reports.official.standing import (
    MATRIX,
    ExpectedUnit,
    MeanOfUnits,
    Mixed,
    PairCounts,
    Pairs,
    Standing,
    Tier,
)
from survey.analysing.backgrounds import Backgrounds
from survey.analysing.more.expected import FEW, range_to_expect
from survey.analysing.more.league import League, kinds_of, leagues
from survey.analysing.more.material import Material

FAR_MIX = 0.25
"""A mode whose share differs by more from the mean share of the kind calls for care."""

Modes = Mapping[tuple[str | None, str], Mapping[str, int]]
"""How many ballots of a wave and unit came by each mode."""


def standings(
    material: Material, known: Backgrounds, modes: Modes | None = None
) -> dict[str | None, tuple[Standing, ...]]:
    """For every wave its kinds of at least two units, each kind for itself; volunteers are only listed."""
    by_league: dict[tuple[str | None, str], dict[str, League]] = {}
    lines = _lines(material)
    if material.request.rank_volunteers or not material.ballots.design.voluntary:
        for league in leagues(material, lines)[0]:
            place = league.wave.name, league.kind or ""
            by_league.setdefault(place, {})[material.plan.codes[league.line]] = league
    came = modes_of(material) if modes is None else modes
    return {
        wave.name: tuple(
            _standing(material, wave, kind, units, by_league.get((wave.name, kind), {}), known, came)
            for kind, units in _kinds(material, wave)
        )
        for wave in material.waves
    }


def modes_of(material: Material) -> Modes:
    """The modes of the ballots by wave and unit, from the column of --mode; nothing without one."""
    name, drawn = material.request.mode, material.ballots.drawn
    if name is None:
        return {}
    waves = drawn.wave if drawn.wave is not None else [None] * len(drawn.unit)
    found: dict[tuple[str | None, str], dict[str, int]] = {}
    for wave, unit, mode in zip(waves, drawn.unit, material.ballots.table.column(name), strict=True):
        counts = found.setdefault((wave, unit), {})
        counts[mode] = counts.get(mode, 0) + 1
    return found


def _lines(material: Material) -> list[int]:
    """The index and its groups; where nothing is added up, the questions on everything."""
    return list(material.composites) or list(material.overall_items)


def _kinds(material: Material, wave: Wave) -> Iterator[tuple[str, tuple[str, ...]]]:
    kinds = kinds_of(material)
    units = material.units(wave)
    for kind in sorted({kinds[unit] or "" for unit in units}):
        own = sorted((unit for unit in units if (kinds[unit] or "") == kind), key=sort_key)
        if len(own) > 1:
            yield kind, tuple(own)


def _standing(
    material: Material,
    wave: Wave,
    kind: str,
    units: tuple[str, ...],
    found: Mapping[str, League],
    known: Backgrounds,
    modes: Modes,
) -> Standing:
    first = _lines(material)[-1] if not material.composites else _lines(material)[0]
    head = material.plan.codes[first]
    league = found.get(head)
    left_out = tuple(
        (unit, wave.hidden[unit, None][first] or "for_reference")
        for unit in units
        if not wave.reliable[unit, None][first]
    )
    mixed = tuple(_mixed(wave.name, units, modes))
    if league is None:
        return Standing(wave.name, kind, units, left_out=left_out, mixed=mixed)
    counted = bool(league.counted.all())
    expected = _expected(material, league)
    return Standing(
        wave=wave.name,
        kind=kind,
        units=units,
        ranked=_ranked(league, known.get(wave.name, Background())),
        tiers={code: _tiers(each) for code, each in found.items()},
        means=tuple(_mean(each, code) for code, each in found.items()),
        pairs=None if counted else _pairs(league, wave.plan.level),
        expected=expected[0],
        target=expected[1],
        left_out=left_out,
        mixed=mixed,
        all_counted=counted,
    )


def _ranked(league: League, background: Background) -> tuple[str, ...]:
    places = {name: background.of(name).place for name in league.names}
    ranks = {name: place.rank for name, place in places.items() if place is not None}
    return tuple(sorted(ranks, key=lambda name: (ranks[name], sort_key(name))))


def _tiers(league: League) -> dict[str, Tier]:
    """Each unit against the mean of the others; full counts everywhere leave nothing to be tested."""
    if league.counted.all():
        return {}
    df = league.df if league.df > 0 else np.inf
    level = league.wave.plan.level
    found = tiers(league.value, league.spread, df, level=level, counted=league.counted)
    return dict(zip(league.names, found.tier, strict=True))


def _mean(league: League, code: str) -> MeanOfUnits:
    value, units = league.value, len(league.names)
    variance = (league.se**2).sum() if league.covariance is None else league.covariance.sum()
    mean = difference(float(value.mean()), float(variance) / units**2, league.df, league.wave.plan.level)
    least, most = int(value.argmin()), int(value.argmax())
    return MeanOfUnits(
        code=code,
        value=mean.value,
        low=mean.low,
        high=mean.high,
        units=units,
        least=(league.names[least], float(value[least])),
        most=(league.names[most], float(value[most])),
    )


def _pairs(league: League, level: float) -> Pairs:
    """Every two units, one family by Holm: the tests of the table `pairs`, all at once."""
    first, second = np.triu_indices(len(league.names), 1)
    gap, differs = _different(league, first, second, level)
    upper, lower = np.where(gap > 0, first, second)[differs], np.where(gap > 0, second, first)[differs]
    above = np.bincount(upper, minlength=len(league.names))
    below = np.bincount(lower, minlength=len(league.names))
    names = league.names
    held = zip(upper.tolist(), lower.tolist(), strict=True) if len(names) <= MATRIX else ()
    return Pairs(
        tests=len(first),
        counts=tuple(PairCounts(name, int(above[at]), int(below[at])) for at, name in enumerate(names)),
        above=frozenset((names[high], names[low]) for high, low in held),
    )


def least_apart(league: League, level: float) -> float | None:
    """The smallest |t| of two units that one family by Holm tells apart; None where it tells none apart."""
    first, second = np.triu_indices(len(league.names), 1)
    gap, differs = _different(league, first, second, level)
    t = np.abs(gap[differs]) / np.sqrt(_variance(league, first, second)[differs])
    return float(t.min()) if len(t) else None


def _variance(league: League, first: Ints, second: Ints) -> Floats:
    se = league.se
    shared = 0.0 if league.covariance is None else league.covariance[first, second]
    return np.asarray(se[first] ** 2 + se[second] ** 2 - 2 * shared)


def _different(league: League, first: Ints, second: Ints, level: float) -> tuple[Floats, Bools]:
    value = league.value
    gap = value[first] - value[second]
    variance = _variance(league, first, second)
    p = np.full(len(gap), np.nan)
    tested = (variance > 0) & (league.df > 0)
    p[tested] = 2 * special.stdtr(league.df, -np.abs(gap[tested]) / np.sqrt(variance[tested]))
    return gap, family("pairs", p, level=level).different


def _expected(material: Material, league: League) -> tuple[tuple[ExpectedUnit, ...], float | None]:
    """The range to expect of each sampled unit, from ten units on; sizes are those of equal precision."""
    sampled = league.only(~league.counted)
    if len(sampled.names) < FEW:
        return (), None
    found = range_to_expect(material, sampled)
    one = float(np.mean(sampled.n * sampled.se**2))
    size = one / sampled.se**2
    units = tuple(
        ExpectedUnit(
            unit=name,
            size=float(size[at]),
            value=float(sampled.value[at]),
            low=float(found.low[at]),
            high=float(found.high[at]),
            far_low=float(found.far_low[at]),
            far_high=float(found.far_high[at]),
            outside=bool(abs(found.z_adjusted[at]) > 1.959963984540054),
        )
        for at, name in enumerate(sampled.names)
    )
    return units, found.target


def _mixed(wave: str | None, units: Sequence[str], modes: Modes) -> Iterator[Mixed]:
    counts = {unit: modes[wave, unit] for unit in units if modes.get((wave, unit))}
    if len(counts) < 2:
        return
    shares = {unit: {mode: n / sum(own.values()) for mode, n in own.items()} for unit, own in counts.items()}
    every = sorted({mode for own in shares.values() for mode in own})
    means = {mode: sum(own.get(mode, 0.0) for own in shares.values()) / len(shares) for mode in every}
    for unit, own in shares.items():
        # Of two modes as far from the mean the one that the unit used is named.
        far = {mode: round(abs(own.get(mode, 0.0) - means[mode]), 9) for mode in every}
        mode = max(every, key=lambda each: (far[each], own.get(each, 0.0)))
        if far[mode] > FAR_MIX:
            yield Mixed(unit, mode, own.get(mode, 0.0), means[mode])
