"""References of simple samples, from scipy, statsmodels and textbook formulae: `python make_simple.py FOLDER`.

One proportion, n of N, and the size of a sample; `make_pairs.py` makes those of two proportions.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats import proportion as sp

Case = dict[str, Any]


def write(path: Path, about: str, cases: list[Case]) -> None:
    versions = {module.__name__: module.__version__ for module in (scipy, statsmodels, np)}
    lines = ",\n".join(json.dumps(plain(case)) for case in cases)
    meta = json.dumps({"about": about, **versions, "n_cases": len(cases)})
    path.write_text(f'{{"meta":{meta},\n"cases":[\n{lines}\n]}}\n', encoding="utf-8")


def plain(x: Any) -> Any:
    """Numbers of NumPy as those of JSON; what is not finite is null."""
    if isinstance(x, dict):
        return {name: plain(value) for name, value in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(value) for value in x]
    if isinstance(x, np.integer):
        return int(x)
    if isinstance(x, float):
        return float(x) if math.isfinite(x) else None
    return x


def counts(n: int) -> list[int]:
    """Counts worth trying for a sample of n."""
    middle = {n // 10, n // 4, n // 3, n // 2, 2 * n // 3, 3 * n // 4, round(0.9 * n), round(0.95 * n)}
    return sorted(k for k in middle | {0, 1, 2, 3, n - 2, n - 1, n} if 0 <= k <= n)


def mid_p(k: int, n: int, a: float) -> list[float]:
    def above(p: float) -> float:
        return float(stats.binom.cdf(k - 1, n, p) + 0.5 * stats.binom.pmf(k, n, p) - a / 2)

    def below(p: float) -> float:
        return float(stats.binom.sf(k, n, p) + 0.5 * stats.binom.pmf(k, n, p) - a / 2)

    low = 0.0 if k == 0 else optimize.brentq(below, 0, k / n, xtol=1e-15)
    high = 1.0 if k == n else optimize.brentq(above, k / n, 1, xtol=1e-15)
    return [low, high]


def one(k: int, n: int, level: float) -> Case:
    test, a = stats.binomtest(k, n), 1 - level
    by_scipy = {name: test.proportion_ci(level, name) for name in ("wilson", "wilsoncc", "exact")}
    ends = {name: [found.low, found.high] for name, found in by_scipy.items()}
    jeffreys = list(sp.proportion_confint(k, n, a, "jeffreys"))
    return {
        "k": k,
        "n": n,
        "level": level,
        "p": k / n,
        "wilson": ends["wilson"],
        "wilson_cc": ends["wilsoncc"],
        "clopper_pearson": ends["exact"],
        "agresti_coull_clipped": list(sp.proportion_confint(k, n, a, "agresti_coull")),
        "jeffreys": jeffreys,
        "jeffreys_modified_endpoints": [0.0 if k == 0 else jeffreys[0], 1.0 if k == n else jeffreys[1]],
        "mid_p": mid_p(k, n, a) if n <= 5000 else None,
    }


def wilson(p: float, n: float, q: float) -> list[float]:
    centre = (p + q * q / (2 * n)) / (1 + q * q / n)
    half = q / (1 + q * q / n) * math.sqrt(p * (1 - p) / n + q * q / (4 * n * n))
    return [max(0, centre - half), min(1, centre + half)]


def finite(k: int, n: int, population: int, level: float) -> Case:
    a, p = 1 - level, k / n
    q = stats.norm.ppf(1 - a / 2)
    possible = np.arange(k, population - (n - k) + 1)
    fewer, more = (
        stats.hypergeom.cdf(k, population, possible, n),
        stats.hypergeom.sf(k - 1, population, possible, n),
    )
    kept = possible[(fewer > a / 2) & (more > a / 2)]
    exact = [kept.min() / population, kept.max() / population]
    case: Case = {"k": k, "n": n, "N": population, "level": level, "p": p, "exact_hypergeometric": exact}
    if n == population:
        return case | {"census": True, "wilson_fpc": [p, p]}
    if n > 1:
        careful, classical = (n - 1) / (1 - n / population), n * (population - 1) / (population - n)
        x, y = p * classical, (1 - p) * classical
        low = 0.0 if k == 0 else stats.beta.ppf(a / 2, x, y + 1)
        high = 1.0 if k == n else stats.beta.ppf(1 - a / 2, x + 1, y)
        case |= {
            "n_eff_n_minus_1": careful,
            "wilson_neff_z": wilson(p, careful, q),
            "n_eff_classical": classical,
        }
        case |= {
            "wilson_neff_classical_z": wilson(p, classical, q),
            "korn_graubard_neff_classical": [low, high],
        }
    return case


def size(p: float, moe: float, level: float, population: int | None, deff: float, rate: float) -> Case:
    n0 = stats.norm.ppf(0.5 + level / 2) ** 2 * p * (1 - p) / moe**2
    n1 = n0 * deff
    n2 = n1 / (1 + (n1 - 1) / population) if population else n1
    rounded = math.ceil(n2 - 1e-9)
    case: Case = {"p": p, "moe": moe, "level": level, "N": population, "deff": deff, "response_rate": rate}
    case |= {"n_infinite": n0, "n_with_deff": n1, "n_with_fpc": n2, "n_rounded": rounded}
    return case | {"invitations": math.ceil(rounded / rate - 1e-9)}


def guidance(population: int, e: float) -> Case:
    n = population / (1 + population * e * e)
    return {"rule": "yamane", "N": population, "e": e, "n_exact": n, "n_rounded": math.ceil(n - 1e-9)}


def main(folder: Path) -> None:
    sizes = [1, 2, 3, 5, 8, 10, 20, 30, 50, 100, 120, 385, 1000, 10000, 1000000]
    samples = [
        (50, 120),
        (10, 12),
        (30, 40),
        (100, 150),
        (5, 6),
        (20, 1000),
        (385, 5000),
        (1, 3),
        (40, 40),
        (90, 100),
    ]
    cases = [one(k, n, level) for level in (0.9, 0.95, 0.99) for n in sizes for k in counts(n)]
    write(folder / "srs_one_proportion.json", "k of n, clipped to [0, 1]", cases)
    cases = [finite(k, n, N, level) for level in (0.9, 0.95) for n, N in samples for k in counts(n)]
    write(folder / "srs_finite_population.json", "k of n out of N without replacement", cases)
    cases = [
        size(p, moe, level, N, deff, rate)
        for p in (0.5, 0.8)
        for moe in (0.03, 0.05, 0.1)
        for level in (0.9, 0.95, 0.99)
        for N in (None, 120, 1000, 20000)
        for deff, rate in ((1.0, 1.0), (1.8, 0.6))
    ]
    cases += [guidance(N, e) for N in (120, 150, 1000, 5400, 20000, 250000) for e in (0.03, 0.05, 0.1)]
    write(folder / "srs_sample_size.json", "Cochran with deff, population, response rate; N/(1 + Ne²)", cases)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
