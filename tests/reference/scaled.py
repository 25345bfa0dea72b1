"""Cases about a scale and its drivers, and about many tests at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.comparing.multiplicity import benjamini_hochberg, holm
from analysis.scale.drivers import drivers
from analysis.scale.omega import omega
from analysis.scale.reliability import reliability
from tests.reference.designs import table_of
from tests.reference.reading import Case, Folder

SCALE = (
    "n_rows",
    "n_complete",
    "alpha_pairwise",
    "alpha_pairwise_std",
    "alpha_complete",
    "alpha_complete_std",
    "alpha_if_dropped",
    "item_rest_cor",
    "alpha_feldt_ci95",
    "cfa_ml.omega_total",
    "cfa_ml.loadings",
    "cfa_ml.loadings_std",
    "cfa_ml.residual_var",
)
DRIVERS = ("n", "r2", "lmg_shapley")
MULTIPLICITY = ("adjusted.holm", "adjusted.BH")


def scale_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Alpha and what the items do to it by `reliability`, the one-factor model by `omega`."""
    table = table_of(case, folder)
    values = np.column_stack([table.numbers(name) for name in case["items"]])
    alpha = reliability(values)
    found: dict[str, Any] = {
        "n_rows": alpha.n_rows,
        "n_complete": alpha.n_complete,
        "alpha_pairwise": alpha.alpha_pairwise,
        "alpha_pairwise_std": alpha.alpha_pairwise_std,
        "alpha_complete": alpha.alpha_complete,
        "alpha_complete_std": alpha.alpha_complete_std,
        "alpha_if_dropped": alpha.alpha_if_dropped,
        "item_rest_cor": alpha.item_rest,
        "alpha_feldt_ci95": alpha.feldt,
    }
    if case.get("cfa_ml"):
        model = omega(values)
        found["cfa_ml"] = {
            "omega_total": model.omega,
            "loadings": model.loadings,
            "loadings_std": model.loadings_std,
            "residual_var": model.residual_variance,
        }
    return found


def drivers_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Each driver's part of R² by `drivers`; its bootstrap bands have no reference, so few draws do."""
    table = table_of(case, folder)
    values = np.column_stack([table.numbers(name) for name in case["drivers"]])
    found = drivers(table.numbers(case["outcome"]), values, draws=100, least=1)
    return {"n": found.n, "r2": found.r2, "lmg_shapley": found.lmg}


def multiplicity_found(case: Case, folder: Folder) -> dict[str, Any]:
    """Adjusted p-values; a missing one stays out."""
    p = np.array([np.nan if each is None else each for each in case["p"]])
    return {"adjusted": {"holm": holm(p), "BH": benjamini_hochberg(p)}}
