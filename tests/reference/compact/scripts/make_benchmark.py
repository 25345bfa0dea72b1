"""The funnel of Spiegelhalter (2005) from its formulae: `python make_benchmark.py FOLDER INPUT` (unit, n, k)."""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats


def funnel(y: np.ndarray, s: np.ndarray, target: float, winsorise: float = 0.1) -> dict[str, Any]:
    """z, the additive variance between units (DerSimonian-Laird on winsorised z), and z with it."""
    z = (y - target) / s
    low, high = np.quantile(z, [winsorise, 1 - winsorise])
    phi, w = float((np.clip(z, low, high) ** 2).mean()), 1 / s**2
    tau2 = max(0.0, (len(y) * phi - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    adjusted = (y - target) / np.sqrt(s**2 + tau2)
    words = {"label_unadjusted": labels(z), "label_adjusted": labels(adjusted)}
    return {"z": z.tolist(), "phi": phi, "tau2": tau2, "z_adjusted": adjusted.tolist(), **words}


def labels(z: np.ndarray, c: float = 1.959963984540054) -> list[str]:
    return ["better" if each > c else "worse" if each < -c else "as_expected" for each in z]


def limit(n: float, target: float, a: float) -> float:
    """Exact binomial control limit with Spiegelhalter's interpolation."""
    r = stats.binom.ppf(a, n, target)
    at, before = stats.binom.cdf(r, n, target), stats.binom.cdf(r - 1, n, target)
    return float((r - (at - a) / (at - before)) / n)


def main(folder: Path, file: str) -> None:
    with (folder / "inputs" / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    n, k = (np.array([float(row[name]) for row in rows]) for name in ("n", "k"))
    target = float(k.sum() / n.sum())
    angle = np.arcsin(np.sqrt(k / n))
    case = {
        "file": file,
        "target_pooled": target,
        "winsorise": 0.1,
        "binomial": funnel(k / n, np.sqrt(target * (1 - target) / n), target),
        "arcsine": funnel(angle, 1 / (2 * np.sqrt(n)), math.asin(math.sqrt(target))),
        "exact_binomial_limits": {
            str(a): [limit(x, target, a) for x in n] for a in (0.001, 0.025, 0.975, 0.999)
        },
    }
    whole = {
        "meta": {"about": "z against the pooled share, with and without over-dispersion"},
        "cases": [case],
    }
    (folder / "benchmark_expected_range.json").write_text(json.dumps(whole), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
