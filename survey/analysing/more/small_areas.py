"""The table `small_areas_model_based`: the overall index of units with few ballots, smoothed by a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.areas.small_area import SmallAreas, fay_herriot
from analysis.areas.smoothing import Smoothed, pooled_deff, smoothed_variances
from analysis.estimate import Estimate
from analysis.waves import Wave
from survey.analysing.more.league import kinds_of
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, LeftOut, Line, MoreTable

NAME = "small_areas_model_based"
FIELDS = (
    *("wave", "unit_kind", "unit", "code", "kind", "label", "n", "direct", "direct_se", "sampling_variance"),
    *(
        "deff",
        "spread",
        "estimate",
        "mse",
        "low",
        "high",
        "gamma",
        "synthetic",
        "sigma2",
        "areas",
        "model_based",
    ),
)
FEWEST = 4
"""Areas that a model with an intercept alone needs."""


@dataclass(frozen=True)
class _Areas:
    """The areas of one wave and kind with what was fitted to them."""

    wave: Wave
    kind: str | None
    names: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    smoothed: Smoothed
    fitted: SmallAreas


def small_areas(material: Material) -> tuple[MoreTable, ...]:
    """The Fay–Herriot model on every figure that is shown, however few its answers; hidden ones stay out."""
    _refuse(material)
    found, left_out = _models(material)
    if not found:
        raise CannotMakeError(
            f"fewer than {FEWEST} units have a figure to be smoothed; --also small-areas; leave it out"
        )
    notes = sorted({each.fitted.note for each in found})
    table = MoreTable(
        NAME,
        FIELDS,
        [line for each in found for line in _lines(material, each)],
        method="fay_herriot_reml",
        note=material.say(*notes),
        level=material.request.level,
        settings={"model_based": True},
        left_out=left_out,
    )
    return (table,)


def _refuse(material: Material) -> None:
    if material.request.public:
        raise CannotMakeError(
            "figures of a model are for the analyst alone; --also small-areas with --public; leave one out"
        )
    if material.ballots.design.voluntary:
        raise CannotMakeError(
            "the model takes the answers for a random sample, and these are of volunteers; "
            "--also small-areas with --voluntary; leave it out"
        )
    if material.plan.scored:
        raise CannotMakeError(
            "sampling variances are smoothed for shares, and this questionnaire has mean scores; "
            "--also small-areas; leave it out, or choose another index_rule"
        )


def _models(material: Material) -> tuple[list[_Areas], list[LeftOut]]:
    kinds, line = kinds_of(material), material.overall
    found, left_out = [], []
    for wave in material.waves:
        for kind in sorted({kinds[unit] or "" for unit in material.units(wave)}):
            names = []
            for unit in material.units(wave):
                if (kinds[unit] or "") != kind:
                    continue
                why = wave.hidden[unit, None][line] or _unusable(wave.estimates[unit, None][line])
                if why:
                    left_out.append(LeftOut(wave.name, unit, "overall", why))
                else:
                    names.append(unit)
            if len(names) >= FEWEST:
                found.append(_model(material, wave, kind or None, names))
            else:
                left_out += [LeftOut(wave.name, unit, "overall", "too_few_areas") for unit in names]
    return found, left_out


def _unusable(estimate: Estimate) -> str:
    if estimate.method == "census":
        return "everybody_answered"
    return "nobody_answered" if estimate.value is None else ""


def _model(material: Material, wave: Wave, kind: str | None, names: Sequence[str]) -> _Areas:
    line = material.overall
    estimates = tuple(wave.estimates[name, None][line] for name in names)
    value = np.array([each.value for each in estimates], dtype=float)
    n = np.array([each.n for each in estimates], dtype=float)
    fraction = np.array([wave.cells[name, None].sampling.fraction for name in names])
    variance = np.array([(each.se or 0.0) ** 2 for each in estimates]) / (1 - fraction)
    df = np.array([max(each.df or 0.0, 0.0) for each in estimates])
    known = bool((fraction > 0).all())
    # Where some populations are unknown none is used: their variances are then a little too large.
    effect = pooled_deff(value, variance, n, df)
    smoothed = smoothed_variances(value, n, deff=effect, population=n / fraction if known else None)
    fitted = fay_herriot(value, smoothed.variance, level=material.request.level, bounds=(0, 1))
    return _Areas(wave, kind, tuple(names), estimates, smoothed, fitted)


def _lines(material: Material, areas: _Areas) -> Iterator[Line]:
    fitted, smoothed = areas.fitted, areas.smoothed
    for at, (name, direct) in enumerate(zip(areas.names, areas.estimates, strict=True)):
        yield {
            "wave": areas.wave.name,
            "unit_kind": areas.kind,
            "unit": name,
            **material.described(material.overall),
            "n": direct.n,
            "direct": direct.value,
            "direct_se": direct.se,
            "sampling_variance": smoothed.variance[at],
            "deff": smoothed.deff[at],
            "spread": smoothed.spread,
            "estimate": fitted.value[at],
            "mse": fitted.mse[at],
            "low": fitted.low[at],
            "high": fitted.high[at],
            "gamma": fitted.gamma[at],
            "synthetic": fitted.synthetic[at],
            "sigma2": fitted.sigma2,
            "areas": len(areas.names),
            "model_based": fitted.model_based,
            "note": material.say(fitted.note),
        }
