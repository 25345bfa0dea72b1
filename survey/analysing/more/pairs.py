"""The tables `pairs`, `against_rest` and `standardised`: which units really differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from analysis.comparing.difference import Difference
from analysis.comparing.mix import MixError, Shares
from analysis.comparing.multiplicity import benjamini_hochberg, family
from analysis.comparing.rest import against_rest
from analysis.comparing.standardised import standardised
from analysis.design import Floats
from survey.analysing import sample
from survey.analysing.more.league import League, leagues
from survey.analysing.more.material import Material
from survey.analysing.more.rest import against_the_rest
from survey.analysing.more.table import CannotMakeError, LeftOut, Line, MoreTable

MOST = 500
"""Units of one league whose pairs are listed: 124,750 lines."""

TESTED = ("difference", "se", "df", "t", "p", "p_holm", "p_bh", "low", "high", "differs", "family", "tests")
UNIT = ("wave", "unit_kind", "unit", "code", "kind", "label", "n")
PAIR_FIELDS = (
    *("wave", "unit_kind", "code", "kind", "label", "first", "second", "value_first", "value_second"),
    *TESTED,
)
REST_FIELDS = (*UNIT, "value", "rest", *TESTED)
MIX_FIELDS = (*UNIT, "crude", "value", "value_se", "rest", "fewest", *TESTED)


@dataclass(frozen=True)
class _Told:
    """One comparison: what stands before the test, and the test."""

    line: Line
    found: Difference


Comparing = Callable[[Material, League], Iterator[_Told]]


def pairs(material: Material) -> tuple[MoreTable, ...]:
    """Every two units, and each unit against the rest, on the overall index; with --mix under one mix too."""
    warning = material.warned("pairs")
    found, left_out = leagues(material, [material.overall])
    if not found:
        raise CannotMakeError("no two units have enough answers to be compared; --also pairs; leave it out")
    for league in found:
        _refuse_many(league)
    tables = [
        _table("pairs", PAIR_FIELDS, "difference_design", material, found, _pairs, warning, left_out),
        _table("against_rest", REST_FIELDS, "difference_design", material, found, _rests, warning, left_out),
    ]
    if material.request.mix:
        told = (found, _standardised, warning, left_out)
        tables.append(_table("standardised", MIX_FIELDS, "direct_standardisation", material, *told))
    return tuple(tables)


def _table(
    name: str,
    fields: tuple[str, ...],
    method: str,
    material: Material,
    found: Sequence[League],
    compare: Comparing,
    warning: str,
    left_out: Sequence[LeftOut],
) -> MoreTable:
    notes = ("pairs",) if name == "pairs" else ("pairs", name)
    return MoreTable(
        name,
        fields,
        [line for league in found for line in _tested(material, league, name, compare(material, league))],
        method=method,
        note=material.say(*notes),
        level=material.request.level,
        warning=warning,
        settings={"mix": list(material.request.mix), "mix_shares": material.request.mix_shares}
        if name == "standardised"
        else {},
        left_out=left_out,
    )


def _tested(material: Material, league: League, name: str, told: Iterable[_Told]) -> Iterator[Line]:
    """The comparisons of one league: one family for Holm, and for Benjamini and Hochberg."""
    all_of_them = list(told)
    p = [np.nan if each.found.p is None else each.found.p for each in all_of_them]
    whole = " / ".join(filter(None, (league.wave.name, league.kind)))
    one = family(f"{name}: overall" + (f", {whole}" if whole else ""), p, level=material.request.level)
    screened = benjamini_hochberg(p)
    for at, each in enumerate(all_of_them):
        yield each.line | {
            "difference": each.found.value,
            **{key: getattr(each.found, key) for key in ("se", "df", "t", "p", "low", "high")},
            "p_holm": one.adjusted[at],
            "p_bh": screened[at],
            "differs": one.different[at],
            "family": one.name,
            "tests": one.n,
        }


def _pairs(material: Material, league: League) -> Iterator[_Told]:
    value = league.value
    for a, b in combinations(range(len(league.names)), 2):
        line = league.place | material.described(league.line)
        names = {"first": league.names[a], "second": league.names[b]}
        values = {"value_first": value[a], "value_second": value[b]}
        yield _Told(line | names | values, league.difference(a, b))


def _rests(material: Material, league: League) -> Iterator[_Told]:
    for at, (name, rest, found) in enumerate(against_the_rest(league)):
        yield _Told(_unit(material, league, at, name) | {"value": league.value[at], "rest": rest}, found)


def _standardised(material: Material, league: League) -> Iterator[_Told]:
    request, drawn, design = material.request, material.ballots.drawn, material.ballots.design
    table = material.ballots.table
    mix = [table.filled(name) for name in sample.named(table, request.mix)]
    domain = material.rows(league.wave.name) & np.isin(np.array(drawn.unit), league.names)
    own = _own_shares(material)
    shares: Shares = "common" if request.mix_shares == "common" else "pooled"
    try:
        held = standardised(own, design, drawn.unit, mix, shares, domain=domain, level=request.level)
        rest = against_rest(
            own, design, drawn.unit, mix=mix, shares=shares, domain=domain, level=request.level
        )
    except MixError as error:
        raise CannotMakeError(f"{error}; {drawn.source}; on this command line: --mix-shares common") from None
    for at, name in enumerate(held.names):
        values = {
            "n": held.n[at],
            "crude": held.crude[at],
            "value": held.value[at],
            "value_se": held.se[at],
            "rest": rest.rest[at],
            "fewest": held.fewest[at],
        }
        yield _Told(_unit(material, league, league.names.index(name), name) | values, rest.difference[at])


def _own_shares(material: Material) -> Floats:
    """Each respondent's mean worth over the items of the overall index; NaN without any answer."""
    composite = material.plan.composites[material.overall - len(material.plan.items)]
    values = material.worth[:, list(composite.columns)]
    answered = (~np.isnan(values)).sum(axis=1)
    total = np.nansum(values, axis=1)
    return np.asarray(np.divide(total, answered, out=np.full(len(values), np.nan), where=answered > 0))


def _unit(material: Material, league: League, at: int, name: str) -> Line:
    return league.place | {"unit": name, **material.described(league.line), "n": league.n[at]}


def _refuse_many(league: League) -> None:
    if len(league.names) > MOST:
        raise CannotMakeError(
            f"{len(league.names)} units make {len(league.names) * (len(league.names) - 1) // 2} pairs; "
            f"--also pairs; split them with --kind into at most {MOST} each, or use ranks"
        )
