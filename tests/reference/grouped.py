"""Cases that compare: domains of one file with their covariance, two waves, two groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.comparing.difference import Difference
from analysis.comparing.rao_scott import rao_scott
from analysis.domains import Domains, by_group, t_test
from tests.reference.designs import sample_of
from tests.reference.reading import CannotRun, Case, Folder, Table
from tests.reference.rounding import NO_SPREAD, covariances, difference_expected, without_spread
from tests.reference.truth import Label, Nothing, Truth, expected

DOMAINS = (
    "domains",
    "estimate",
    "se",
    "cov",
    "df",
    "n_unweighted",
    "differences.*.diff",
    "differences.*.se",
    "differences.*.t",
    "differences.*.df",
    "differences.*.p",
    "differences.*.ci_t",
    "svychisq.F.statistic",
    "svychisq.F.parameter",
    "svychisq.F.p",
)
WAVES = (
    "estimate_a",
    "estimate_b",
    "var_a",
    "var_b",
    "cov_ab",
    "diff",
    "se",
    "df",
    "t",
    "p",
    "ci_t",
)
T_TEST = ("diff", "t", "df", "p", "ci95")


def domains_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Groups by `by_group`, their differences by its `difference`, Rao–Scott's F by `rao_scott`."""
    sample = sample_of(case, folder)
    y, keep = sample.indicator(case["indicator"]), sample.domain(case.get("domain_spec"))
    group, level = sample.table.labels(case["by"]), case.get("level", 0.95)
    groups = by_group(y, sample.design, group, domain=keep, level=level)
    places = [groups.place(str(name)) for name in case["domains"]]
    found: dict[str, Any] = {
        "domains": [groups.names[place] for place in places],
        "estimate": groups.value[places],
        "se": groups.se[places],
        "n_unweighted": groups.n[places],
        "df": groups.df,
        "differences": [_pair(groups, each) for each in case.get("differences") or []],
    }
    if case.get("cov"):
        found["cov"] = groups.covariance[np.ix_(places, places)]
    if (case.get("svychisq") or {}).get("F", {}).get("statistic") is not None:
        whole = keep & sample.table.known(case["by"])
        f = rao_scott(y.tolist(), group, sample.design, domain=whole)
        found["svychisq"] = {"F": {"statistic": f.statistic, "parameter": [f.df1, f.df2], "p": f.p}}
    return found


def _pair(groups: Domains, pair: dict[str, Any]) -> dict[str, Any]:
    return _written(groups.difference(str(pair["a"]), str(pair["b"])))


def _written(found: Difference) -> dict[str, Any]:
    names = {"diff": found.value, "se": found.se, "t": found.t, "df": found.df, "p": found.p}
    return names | {"ci_t": [found.low, found.high]}


def domains_expected(case: Case) -> dict[str, Truth]:
    """All that the case says; where a standard error is 0, no test of the difference."""
    wanted = expected(case, DOMAINS) | covariances(case.get("cov"), "cov")
    for place, se in enumerate(case.get("se") or []):
        if se is not None and se <= NO_SPREAD:
            wanted[f"se.{place}"] = Nothing(NO_SPREAD)
    for place, each in enumerate(case.get("differences") or []):
        wanted = difference_expected(wanted, each, f"differences.{place}.")
    return wanted | {f"domains.{place}": Label(str(name)) for place, name in enumerate(case["domains"])}


def wave_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Two waves as groups of one stacked file, by `by_group`; the later minus the earlier one."""
    sample = sample_of(case, folder)
    a, b = str(case["wave_a"]), str(case["wave_b"])
    groups = by_group(
        sample.indicator(case["indicator"]),
        sample.design,
        sample.table.labels(_wave_column(case, sample.table)),
        domain=sample.domain(case.get("domain_spec")),
        level=case.get("level", 0.95),
    )
    first, second = groups.place(a), groups.place(b)
    return _written(groups.difference(b, a)) | {
        "estimate_a": groups.value[first],
        "estimate_b": groups.value[second],
        "var_a": groups.covariance[first, first],
        "var_b": groups.covariance[second, second],
        "cov_ab": groups.covariance[first, second],
    }


def _wave_column(case: Case, table: Table) -> str:
    """The column `wave`, or the only one in which both waves occur."""
    if "wave" in table.columns:
        return "wave"
    both = {str(case["wave_a"]), str(case["wave_b"])}
    found = [name for name, cells in table.columns.items() if both <= set(cells)]
    if len(found) != 1:
        raise CannotRun(f"waves {sorted(both)} are in columns {found or 'none'}; name the column wave")
    return found[0]


def wave_expected(case: Case) -> dict[str, Truth]:
    """All that the case says, with the rounding that a covariance of separate samples has."""
    wanted = difference_expected(expected(case, WAVES), case, "")
    pair = [[case["var_a"], case["cov_ab"]], [case["cov_ab"], case["var_b"]]]
    shared = covariances(pair, "cov").get("cov.0.1")
    return wanted | ({"cov_ab": shared} if shared else {})


def t_test_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Two groups by `t_test`: value minus minus."""
    sample, by = sample_of(case, folder), case["by_spec"]
    found = t_test(
        sample.table.numbers(case["variable"]),
        sample.design,
        sample.table.labels(by["column"]),
        first=str(by["value"]),
        second=str(by["minus"]),
        domain=sample.domain(case.get("domain_spec")),
    )
    written = _written(found)
    return written | {"ci95": written["ci_t"]}


def t_test_expected(case: Case) -> dict[str, Truth]:
    """All that the case says; a test without spread is none."""
    ends = [end for end in case.get("ci95") or [] if end is not None]
    wide = max(ends) - min(ends) if ends else None
    return without_spread(
        expected(case, T_TEST), wide, "t", "p", "ci95", scale=max(map(abs, ends), default=1.0)
    )
