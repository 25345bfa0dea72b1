"""Units that may stand in one table: reliable on the figure, of one kind, with their errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.comparing.difference import Difference, difference
from analysis.design import Bools, Floats, Ints
from analysis.estimate import Estimate
from analysis.interval_rules import at_bound
from analysis.ranking.sets import se_of_share
from analysis.variance import Domain
from analysis.waves import Wave
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, LeftOut


@dataclass(frozen=True)
class League:
    """k units of one wave and kind, and one line of theirs.

    `se` (k,) are the errors to compare by; `covariance` (k, k) holds them too, None where units share
    no stratum. `counted` (k,) marks full counts, `df` is that of the whole wave.
    """

    wave: Wave
    kind: str | None
    line: int
    names: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    se: Floats
    covariance: Floats | None
    df: float

    @property
    def value(self) -> Floats:
        """The figures (k,)."""
        return np.array([estimate.value for estimate in self.estimates], dtype=float)

    @property
    def n(self) -> Ints:
        """Valid answers (k,)."""
        return np.array([estimate.n for estimate in self.estimates], dtype=np.int64)

    @property
    def counted(self) -> Bools:
        """Units of which everybody was asked (k,)."""
        return np.array([estimate.method == "census" for estimate in self.estimates], dtype=bool)

    @property
    def spread(self) -> Floats:
        """What the ranking functions take: errors where units are independent, else the covariance."""
        return self.se if self.covariance is None else self.covariance

    @property
    def place(self) -> dict[str, str | None]:
        """Wave and kind, as every line begins."""
        return {"wave": self.wave.name, "unit_kind": self.kind}

    def difference(self, a: int, b: int) -> Difference:
        """Unit `a` minus unit `b`."""
        shared = 0.0 if self.covariance is None else float(self.covariance[a, b])
        variance = float(self.se[a] ** 2 + self.se[b] ** 2 - 2 * shared)
        return difference(float(self.value[a] - self.value[b]), variance, self.df, self.wave.plan.level)

    def only(self, keep: Bools) -> League:
        """The same for some of the units."""
        return replace(
            self,
            names=tuple(name for name, kept in zip(self.names, keep, strict=True) if kept),
            estimates=tuple(each for each, kept in zip(self.estimates, keep, strict=True) if kept),
            se=self.se[keep],
            covariance=None if self.covariance is None else self.covariance[np.ix_(keep, keep)],
        )


def leagues(material: Material, lines: Sequence[int]) -> tuple[list[League], list[LeftOut]]:
    """Every league of at least two units, wave by wave, kind by kind, line by line; and who stays out."""
    kinds = kinds_of(material)
    found: list[League] = []
    left_out: list[LeftOut] = []
    for wave in material.waves:
        for kind in sorted({kinds[unit] or "" for unit in material.units(wave)}):
            units = [unit for unit in material.units(wave) if (kinds[unit] or "") == kind]
            for line in lines:
                names = [unit for unit in units if wave.reliable[unit, None][line]]
                left_out += _others(material, wave, units, line)
                if len(names) > 1:
                    found.append(_league(wave, kinds[names[0]], line, names))
                elif names:
                    left_out.append(LeftOut(wave.name, names[0], material.plan.codes[line], "alone"))
    return found, left_out


def kinds_of(material: Material) -> dict[str, str | None]:
    """The kind of every unit, from the column of --kind; None where none was named."""
    drawn, name = material.ballots.drawn, material.request.kind
    if material.unit_kinds is not None:
        return {unit: material.unit_kinds.get(unit) for unit in drawn.unit}
    if name is None:
        return dict.fromkeys(drawn.unit)
    found: dict[str, str | None] = {}
    for unit, kind in sorted(set(zip(drawn.unit, material.ballots.table.filled(name), strict=True))):
        if found.setdefault(unit, kind) != kind:
            raise CannotMakeError(
                f"unit {unit!r} is of two kinds ({found[unit]}, {kind}); {drawn.source}, column {name!r}; "
                "give each unit one kind"
            )
    return found


def standard_error(estimate: Estimate, *, scored: bool) -> float:
    """The error to compare by: with few degrees of freedom that of the pooled design effect, never 0."""
    value, se = estimate.value or 0.0, estimate.se or 0.0
    if scored or estimate.method == "census" or not estimate.n_eff:
        return se
    if at_bound(estimate):
        return float(se_of_share(value * estimate.n_eff, estimate.n_eff))
    if estimate.method == "wilson_pooled_deff":
        return float(np.sqrt(value * (1 - value) / estimate.n_eff))
    return se


def with_errors(covariance: Floats, se: Floats) -> Floats:
    """A covariance with other standard errors and the same correlations."""
    own = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    scale = np.divide(se, own, out=np.zeros(len(se)), where=own > 0)
    result = covariance * np.outer(scale, scale)
    np.fill_diagonal(result, se**2)
    return np.asarray(result)


def _league(wave: Wave, kind: str | None, line: int, names: Sequence[str]) -> League:
    estimates = tuple(wave.estimates[name, None][line] for name in names)
    se = np.array([standard_error(each, scored=wave.plan.scored) for each in estimates])
    return League(
        wave=wave,
        kind=kind,
        line=line,
        names=tuple(names),
        estimates=estimates,
        se=se,
        covariance=_covariance(wave, names, line, se),
        df=wave.cells[None, None].lines[line].estimate.df or 0.0,
    )


def _covariance(wave: Wave, names: Sequence[str], line: int, se: Floats) -> Floats | None:
    """Covariance of one line of some units; None where every stratum lies within one of them."""
    design = wave.table.sums.design
    if wave.table.nested and not design.adjustments:
        return None
    cells = [wave.cells[name, None] for name in names]
    rows = np.concatenate([cell.rows for cell in cells])
    group = np.repeat(np.arange(len(cells)), [len(cell.rows) for cell in cells])
    score = np.concatenate([cell.scores([line])[:, 0] for cell in cells])
    return with_errors(Domain(design, rows).covariance_between(score, group, len(cells)), se)


def _others(material: Material, wave: Wave, units: Sequence[str], line: int) -> Iterator[LeftOut]:
    for unit in units:
        if not wave.reliable[unit, None][line]:
            why = wave.hidden[unit, None][line] or "for_reference"
            yield LeftOut(wave.name, unit, material.plan.codes[line], why)
