"""How many answers a percentage needs, for a margin of error promised before the fieldwork."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Real

from analysis.interval import quantile_z

ROUNDING = 1e-9
"""What is above a whole number by less than this came from floating arithmetic, not from the formula."""

GUIDANCE_ASSUMPTIONS = (
    "it assumes that half of the people are satisfied (p = 0.5), z = 2 (a level of 95.4 %), "
    "a simple random sample (no design effect), and that everybody who is asked answers"
)


class PlanningError(ValueError):
    """What is asked of the plan contradicts itself, or no sample can give it."""


@dataclass(frozen=True)
class SampleSize:
    """The size of a sample step by step.

    `n_infinite`: a simple sample of an endless population; `n_with_deff`: times the design effect;
    `n_with_fpc`: out of the finite population; `n_rounded`: whole answers; `invitations`: how many to
    ask, at the response rate, for that many answers: more than the population when it cannot be had.

    Examples
    --------
    >>> sample_size(0.5, 0.1).n_rounded
    97
    """

    n_infinite: float
    n_with_deff: float
    n_with_fpc: float
    n_rounded: int
    invitations: int


@dataclass(frozen=True)
class GuidanceSize:
    """The guidance's n: `n_exact` by its formula, `n_rounded` up, and what the formula takes for granted.

    Examples
    --------
    >>> guidance_size(1000).n_rounded
    286
    """

    n_exact: float
    n_rounded: int
    assumptions: str = GUIDANCE_ASSUMPTIONS


def sample_size(
    p: float,
    margin: float,
    *,
    level: float = 0.95,
    population: int | None = None,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Answers that a share of `p` needs for an interval of ± `margin`.

    n0 = z²p(1 − p)/e², times deff; then n = n1/(1 + (n1 − 1)/N), rounded up; divided by the response
    rate and rounded up again.

    Parameters
    ----------
    p : the share expected, between 0 and 1; 0.5 where nothing is known (the most careful)
    margin : half the width of the interval, as a rate: 0.05 is ± 5 percentage points
    level : confidence level of that interval
    population : people to draw from; None: so many that it does not matter
    deff : design effect of the draw (`design_effect` for clusters)
    response_rate : share of those asked who will answer

    Returns
    -------
    SampleSize

    Raises
    ------
    PlanningError : a number outside its range, or not a number

    Source
    ------
    Cochran (1977), *Sampling Techniques*, 3rd ed., eq. 4.1–4.2 (§4.4); deff: Kish (1965), §8.2.

    Examples
    --------
    >>> size = sample_size(0.5, 0.05, population=5400, deff=1.8, response_rate=0.6)
    >>> round(size.n_infinite, 1), round(size.n_with_deff, 1), round(size.n_with_fpc, 1)
    (384.1, 691.5, 613.1)
    >>> size.n_rounded, size.invitations
    (614, 1024)
    """
    _check(p=p, margin=margin, level=level, population=population, deff=deff, response_rate=response_rate)
    n_infinite = quantile_z(level) ** 2 * p * (1 - p) / margin**2
    n_with_deff = n_infinite * deff
    n_with_fpc = n_with_deff / (1 + (n_with_deff - 1) / population) if population else n_with_deff
    n_rounded = max(1, math.ceil(n_with_fpc - ROUNDING))
    return SampleSize(
        n_infinite=n_infinite,
        n_with_deff=n_with_deff,
        n_with_fpc=n_with_fpc,
        n_rounded=n_rounded,
        invitations=math.ceil(n_rounded / response_rate - ROUNDING),
    )


def margin_of(
    n: int, p: float = 0.5, *, level: float = 0.95, population: int | None = None, deff: float = 1.0
) -> float:
    """The margin that `n` answers give: `sample_size` read backwards.

    e = z·√(deff·p(1 − p)/n · (N − n)/(N − 1)); 0 when everybody answered.

    Parameters
    ----------
    n : answers; p, level, population, deff : as in `sample_size`

    Returns
    -------
    Half the width of the interval, a rate.

    Raises
    ------
    PlanningError : n below 1 or above the population; a number outside its range

    Source
    ------
    Cochran (1977), §3.2, variance of a sample share without replacement, times deff.

    Examples
    --------
    >>> round(margin_of(614, population=5400, deff=1.8), 4)
    0.05
    >>> margin_of(120, population=120)
    0.0
    """
    _check(p=p, level=level, population=population, deff=deff)
    if not _whole(n) or n < 1 or (population is not None and n > population):
        most = "" if population is None else f" up to {population}"
        raise PlanningError(f"n is {n!r}; give whole answers from 1{most}")
    finite = 1.0 if population is None else (population - n) / max(1, population - 1)
    return quantile_z(level) * math.sqrt(deff * p * (1 - p) / n * finite)


def guidance_size(population: int, margin: float = 0.05) -> GuidanceSize:
    """The n of the Ministry of Home Affairs' guidance on measuring satisfaction, N/(1 + N·e²).

    Parameters
    ----------
    population : N, transactions (or people) of the period
    margin : e, as a rate; the guidance takes 0.05

    Returns
    -------
    GuidanceSize, with the sentence on what the formula takes for granted

    Raises
    ------
    PlanningError : N below 1, or a margin outside (0, 1)

    Source
    ------
    Yamane (1967), *Statistics: An Introductory Analysis*, 2nd ed.: Cochran's n with p = 0.5, z = 2,
    no design effect, everybody answering, and N for N − 1.

    Examples
    --------
    >>> size = guidance_size(5400, 0.05)
    >>> round(size.n_exact, 2), size.n_rounded
    (372.41, 373)
    """
    _check(margin=margin, population=population)
    exact = population / (1 + population * margin**2)
    return GuidanceSize(exact, math.ceil(exact - ROUNDING))


def design_effect(icc: float, per_psu: float, *, cv: float = 0.0) -> float:
    """Design effect of asking `per_psu` people in each PSU: 1 + ((1 + cv²)·m − 1)·ρ.

    Parameters
    ----------
    icc : ρ, how alike the answers of one PSU are (intraclass correlation), 0 to 1
    per_psu : m, mean number of answers a PSU
    cv : coefficient of variation of that number between PSUs; 0 when all have the same

    Raises
    ------
    PlanningError : a number outside its range

    Source
    ------
    Kish (1965), *Survey Sampling*, §5.4; unequal sizes: Eldridge, Ashby & Kerry (2006), Int. J.
    Epidemiology 35.

    Examples
    --------
    >>> round(design_effect(0.05, 12), 2)
    1.55
    """
    if not (_number(icc) and 0 <= icc <= 1):
        raise PlanningError(f"the intraclass correlation is {icc!r}; give a number from 0 to 1, such as 0.05")
    if not (_number(per_psu) and per_psu >= 1):
        raise PlanningError(f"answers per PSU are {per_psu!r}; give a number from 1")
    if not (_number(cv) and cv >= 0):
        raise PlanningError(f"the variation of PSU sizes is {cv!r}; give 0 or more")
    return 1 + ((1 + cv**2) * per_psu - 1) * icc


def _check(
    *,
    p: float = 0.5,
    margin: float = 0.05,
    level: float = 0.95,
    population: int | None = None,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> None:
    inside = {"expected share p": p, "margin": margin, "level": level}
    for name, value in inside.items():
        if not (_number(value) and 0 < value < 1):
            raise PlanningError(f"the {name} is {value!r}; give a rate between 0 and 1, such as 0.05 or 0.5")
    if not (_number(deff) and deff > 0):
        raise PlanningError(f"the design effect is {deff!r}; give a number above 0, such as 1.5")
    if not (_number(response_rate) and 0 < response_rate <= 1):
        raise PlanningError(f"the response rate is {response_rate!r}; give a rate above 0 and up to 1")
    if population is not None and not (_whole(population) and population >= 1):
        raise PlanningError(f"the population is {population!r}; give a whole number from 1")


def _number(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, Real) and math.isfinite(value)


def _whole(value: object) -> bool:
    return isinstance(value, Real) and _number(value) and float(value).is_integer()
