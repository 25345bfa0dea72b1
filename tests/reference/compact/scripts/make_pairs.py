"""References of two proportions, of two samples and of the same people: `python make_pairs.py FOLDER`."""

from __future__ import annotations

import math
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from make_simple import Case, write
from scipy import stats
from statsmodels.stats import proportion as sp
from statsmodels.stats.contingency_tables import mcnemar


def attempt(found: Callable[[], Any]) -> Any:
    """What the library gives, or None where it gives up."""
    try:
        return found()
    except Exception:
        return None


def two(k1: int, n1: int, k2: int, n2: int, level: float) -> Case:
    # Each sample is a row; scipy takes the columns for the samples, which Fisher's test alone does not mind.
    table = np.array([[k1, n1 - k1], [k2, n2 - k2]])
    both = (k1, n1, k2, n2)

    def interval(method: str) -> list[float]:
        found = sp.confint_proportions_2indep(*both, method=method, compare="diff", alpha=1 - level)
        return [float(end) for end in found]

    def pooled() -> Case:
        z, p = sp.proportions_ztest([k1, k2], [n1, n2])
        return {"z": float(z), "p": float(p)}

    def score() -> Case:
        found = sp.test_proportions_2indep(*both, method="score")
        return {"z": float(found.statistic), "p": float(found.pvalue)}

    case = {
        "k1": k1,
        "n1": n1,
        "k2": k2,
        "n2": n2,
        "level": level,
        "newcomb": attempt(lambda: interval("newcomb")),
    }
    case |= {
        "score": attempt(lambda: interval("score")),
        "ztest_pooled": attempt(pooled),
        "score_test_mn": attempt(score),
    }
    case["fisher_p"] = stats.fisher_exact(table)[1]
    if n1 + n2 <= 120:
        case["boschloo_p"] = stats.boschloo_exact(table, n=64).pvalue
    return case


def paired(both: int, first: int, second: int, neither: int, level: float) -> Case:
    n = both + first + second + neither
    p1, p2 = (both + first) / n, (both + second) / n
    (l1, u1), (l2, u2) = (stats.binomtest(round(p * n), n).proportion_ci(level, "wilson") for p in (p1, p2))
    margins = (both + first) * (second + neither) * (both + second) * (first + neither)
    cross = both * neither - first * second
    phi = 0.0 if margins == 0 else (max(cross - n / 2, 0.0) if cross > 0 else cross) / math.sqrt(margins)
    below = math.sqrt((p1 - l1) ** 2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2)
    above = math.sqrt((u1 - p1) ** 2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2)
    table = [[both, first], [second, neither]]
    corrected = mcnemar(table, exact=False, correction=True)
    case: Case = {
        "both": both,
        "first_only": first,
        "second_only": second,
        "neither": neither,
        "level": level,
    }
    case |= {
        "newcombe_paired": [p1 - p2 - below, p1 - p2 + above],
        "mcnemar_exact_p": mcnemar(table, exact=True).pvalue,
    }
    changed = first + second > 0
    return case | {
        "mcnemar_chi2_cc": float(corrected.statistic) if changed else None,
        "mcnemar_chi2_cc_p": float(corrected.pvalue) if changed else None,
    }


def main(folder: Path) -> None:
    warnings.simplefilter("ignore")
    units = [
        (8, 10, 3, 10),
        (0, 10, 0, 12),
        (10, 10, 12, 12),
        (0, 20, 5, 20),
        (45, 50, 38, 50),
        (85, 120, 70, 115),
    ]
    units += [(300, 385, 270, 385), (1, 3, 2, 4), (900, 1000, 870, 1000), (9000, 10000, 8890, 10000)]
    units += [(56, 70, 48, 80), (29, 30, 25, 30), (1, 1, 0, 1)]
    pairs = [
        (36, 12, 2, 0),
        (20, 5, 9, 16),
        (100, 20, 10, 70),
        (53, 0, 0, 1),
        (1, 1, 1, 1),
        (300, 40, 25, 20),
        (14, 5, 0, 22),
    ]
    cases = [two(*each, level) for each in units for level in (0.9, 0.95)]
    write(folder / "srs_two_proportions.json", "two independent samples; score = Miettinen-Nurminen", cases)
    cases = [paired(*each, level) for each in pairs for level in (0.9, 0.95)]
    write(folder / "srs_paired_proportions.json", "the same people on two items", cases)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
