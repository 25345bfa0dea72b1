"""The table `intervals`: every item's interval by a method of one's choice."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.proportion import METHODS, proportion
from survey.analysing.more.material import Material
from survey.analysing.more.table import CannotMakeError, Line, MoreTable

FIELDS = (
    *("wave", "unit", "code", "kind", "label", "n", "estimate", "se", "df", "low", "high", "n_eff", "reason"),
)


def intervals(material: Material) -> tuple[MoreTable, ...]:
    """The interval of every item that is shown, of each unit and of all, by the method of --interval."""
    method = material.request.interval or "rule"
    if method not in METHODS:
        raise CannotMakeError(f"{method!r} is no method; --interval; choose one of {', '.join(METHODS)}")
    if material.plan.scored:
        raise CannotMakeError(
            "these are intervals of shares, and this questionnaire has mean scores; --interval; leave it out"
        )
    table = MoreTable(
        "intervals",
        FIELDS,
        list(_lines(material, method)),
        method=method,
        note=material.say("intervals"),
        level=material.request.level,
    )
    return (table,)


def _lines(material: Material, method: str) -> Iterator[Line]:
    unit = np.array(material.ballots.drawn.unit)
    for wave in material.waves:
        rows = material.rows(wave.name)
        for name in (None, *material.units(wave)):
            domain = rows if name is None else rows & (unit == name)
            for line in range(len(material.plan.items)):
                if wave.hidden[name, None][line]:
                    continue
                found = proportion(
                    material.worth[:, line],
                    material.ballots.design,
                    domain=domain,
                    level=material.request.level,
                    method=method,
                )
                own = {key: getattr(found, key) for key in ("n", "se", "df", "low", "high", "n_eff")}
                yield {
                    "wave": wave.name,
                    "unit": name,
                    **material.described(line),
                    **own,
                    "estimate": found.value,
                    "reason": found.reason or None,
                    "method": found.method,
                }
