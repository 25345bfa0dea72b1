"""Too many ballots at once: counts by collector and hour (or day) against the collector's own course."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special, stats

from analysis.comparing.multiplicity import holm
from analysis.design import Bools, Floats, Ints
from analysis.quality.flags import Flag, severity_of
from analysis.quality.labels import Labels
from analysis.quality.settings import QualityError, Settings

WIDEST, NARROWEST = -4.0, 12.0
"""Range of log r, the size of the negative binomial; at the upper end it is Poisson."""


@dataclass(frozen=True)
class Burst:
    """One hour of one collector with its `count`, the collector's `mean` in the other open hours.

    Examples
    --------
    >>> Burst("kiosk 1", 52, 40, 3.2, 60, 1e-12, 1e-9).count
    40
    """

    collector: str
    period: int
    count: int
    mean: float
    open_periods: int
    p: float
    p_holm: float


@dataclass(frozen=True)
class Bursts:
    """Every hour in which a collector got any ballot, with its tail probability.

    `size` is r of the negative binomial (variance m + m²/r; infinite means Poisson), fitted to all
    collectors together without the bursts; `family` the open hours tested, empty ones among them;
    `not_judged` names collectors with too few open hours.

    Examples
    --------
    >>> Bursts(2.5, 480, (), ("kiosk 9",)).not_judged
    ('kiosk 9',)
    """

    size: float
    family: int
    hours: tuple[Burst, ...]
    not_judged: tuple[str, ...]


def bursts(collector: Labels, period: Ints, *, periods: int = 8, alpha: float = 0.05) -> Bursts:
    """Test the ballots of every collector and hour against the collector's other open hours.

    Open hours of a collector are those from its first to its last ballot in which any collector of the
    file got one; empty ones count as 0. Given the collector's total, the count of one hour among H is
    beta-binomial (r, (H − 1)r) when the counts are negative binomial with one r, and binomial when they
    are Poisson. Hours that stand out (Holm) are taken out and the rest fitted again, up to ten times.

    Parameters
    ----------
    collector : labels of n ballots; those without one are left out
    period : int (n,), the hour or the day, counted through
    periods : open hours that a collector needs to be judged
    alpha : family error rate of the test
    alpha : family error rate of the test

    Returns
    -------
    Bursts: hours with any ballot, by collector and hour; `p` one-sided, Holm over all open hours.

    Raises
    ------
    QualityError : another number of periods than labels, or no collector with enough open hours

    Source
    ------
    Negative binomial given its total: Johnson, Kemp and Kotz (2005), *Univariate Discrete Distributions*,
    ch. 5–6; r by maximum likelihood of the Dirichlet-multinomial (Mosimann 1962, *Biometrika* 49).

    Examples
    --------
    >>> hours = np.concatenate([np.repeat(np.arange(10), 3), np.repeat(4, 30)])
    >>> found = bursts(Labels.of(["kiosk"] * 60, "collector"), hours)
    >>> [(hour.period, hour.count) for hour in found.hours if hour.p_holm < 0.05]
    [(4, 33)]
    """
    if period.shape != collector.code.shape:
        raise QualityError(f"{period.size} periods for {collector.code.size} labels; give one for each row")
    cells = _Cells.of(collector, period)
    judged = cells.open >= periods
    kept = judged[cells.collector]
    if not kept.any():
        raise QualityError(
            f"no collector has {periods} open hours or days; the ordinary course is not known from fewer"
        )
    cells = cells.only(kept)
    family = int(cells.open[judged].sum())
    aside = np.zeros(len(cells.count), dtype=bool)
    for _ in range(10):
        size = cells.fit(aside, judged)
        p = cells.tails(size, aside)
        adjusted = holm(np.concatenate([p, np.ones(family - len(p))]))[: len(p)]
        odd = aside | (adjusted < alpha)
        if (odd == aside).all():
            break
        aside = odd
    total, hours = cells.rest(aside)
    found = tuple(
        Burst(
            collector.names[who],
            int(when),
            int(count),
            float(others / max(n - 1, 1)),
            int(cells.open[who]),
            float(one),
            float(two),
        )
        for who, when, count, others, n, one, two in zip(
            cells.collector, cells.period, cells.count, total, hours, p, adjusted, strict=True
        )
    )
    names = tuple(name for name, enough in zip(collector.names, judged, strict=True) if not enough)
    return Bursts(size, family, found, names)


@dataclass(frozen=True)
class _Cells:
    """Ballots by collector and period (those with any), and the open periods of each collector."""

    collector: Ints
    period: Ints
    count: Ints
    open: Ints

    @classmethod
    def of(cls, collector: Labels, period: Ints) -> _Cells:
        given = collector.given
        active, place = np.unique(period[given], return_inverse=True)
        width = max(len(active), 1)
        both, count = np.unique(collector.code[given] * width + place, return_counts=True)
        who, when = both // width, both % width
        k = len(collector.names)
        first, last = np.full(k, width), np.full(k, -1)
        np.minimum.at(first, who, when)
        np.maximum.at(last, who, when)
        return cls(who, active[when] if len(active) else when, count, np.maximum(last - first + 1, 0))

    def only(self, kept: Bools) -> _Cells:
        return _Cells(self.collector[kept], self.period[kept], self.count[kept], self.open)

    def fit(self, aside: Bools, judged: Bools) -> float:
        """r that makes the counts of the hours not set aside most likely; infinite where none does."""
        k = len(self.open)
        left = self.open - np.bincount(self.collector[aside], minlength=k)
        known = judged & (left > 0)
        hours = left[known]
        total = np.bincount(self.collector[~aside], weights=self.count[~aside], minlength=k)[known]
        counts = np.bincount(self.count[~aside])[1:]
        value = np.arange(1, len(counts) + 1)

        def unlikely(log_size: float) -> float:
            r = np.exp(log_size)
            whole = special.gammaln(hours * r) - special.gammaln(total + hours * r)
            parts = counts * (special.gammaln(value + r) - special.gammaln(r))
            return -float(whole.sum() + parts.sum())

        found = optimize.minimize_scalar(unlikely, bounds=(WIDEST, NARROWEST), method="bounded")
        return float(np.exp(found.x)) if found.x < NARROWEST - 0.1 else np.inf

    def rest(self, aside: Bools) -> tuple[Floats, Ints]:
        """For each hour the ballots of the collector's other hours, and all its hours with this one."""
        k = len(self.open)
        weights = self.count[~aside].astype(float)
        total = np.bincount(self.collector[~aside], weights=weights, minlength=k).astype(float)
        hours = self.open - np.bincount(self.collector[aside], minlength=k)
        others = total[self.collector] - np.where(aside, 0, self.count)
        return others, (hours[self.collector] + aside).astype(np.int64)

    def tails(self, size: float, aside: Bools) -> Floats:
        """Chance of so many ballots in this hour or more, given the collector's total."""
        others, hours = self.rest(aside)
        p = np.ones(len(self.count))
        for cell in np.flatnonzero(self.count > others / np.maximum(hours - 1, 1)):
            p[cell] = _tail(int(self.count[cell]), int(others[cell]), int(hours[cell]), size)
        return p


def _tail(count: int, others: int, hours: int, size: float) -> float:
    """P(X ≥ count) for one of `hours` hours with `count` + `others` ballots in all."""
    total = count + others
    if np.isinf(size):
        return float(stats.binom.sf(count - 1, total, 1 / hours))
    x = np.arange(count, total + 1)
    rest = (hours - 1) * size
    choose = -np.log(total + 1) - special.betaln(total - x + 1, x + 1)
    log_p = choose + special.betaln(x + size, total - x + rest) - special.betaln(size, rest)
    return min(1.0, float(np.exp(log_p).sum()))


def burst_flags(rule: str, collector: Labels, period: Ints, settings: Settings) -> list[Flag]:
    """Flag hours (or days) in which a collector got far more ballots than it ordinarily does.

    Parameters
    ----------
    rule : the name of the rule; collector, period : as `bursts`; settings : its thresholds

    Raises
    ------
    QualityError : no collector has enough open hours or days

    Source
    ------
    `bursts`; below `burst_least` ballots or `burst_ratio` times the mean there is no flag.

    Examples
    --------
    >>> hours = np.concatenate([np.repeat(np.arange(10), 3), np.repeat(4, 30)])
    >>> kiosk = Labels.of(["K1"] * 60, "collector")
    >>> [flag.subject for flag in burst_flags("burst_hour", kiosk, hours, Settings())]
    ['K1 · 4']
    """
    found = bursts(collector, period, periods=settings.burst_periods, alpha=settings.alpha)
    flags = []
    for each in found.hours:
        enough = each.count >= max(settings.burst_least, settings.burst_ratio * each.mean)
        if each.p_holm < settings.alpha and enough:
            evidence = {
                "count": float(each.count),
                "mean": each.mean,
                "open_periods": float(each.open_periods),
                "p": each.p,
                "p_holm": each.p_holm,
                "family": float(found.family),
            }
            own = collector.rows(collector.names.index(each.collector))
            rows = tuple(own[period[own] == each.period].tolist())
            subject, severity = f"{each.collector} · {each.period}", severity_of(each.p_holm, settings)
            flags.append(Flag(rule, "collector", subject, evidence, "p_holm", settings.alpha, severity, rows))
    return flags
