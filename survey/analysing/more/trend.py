"""The table `trend`: the straight line of a figure over three or more waves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analysis.comparing.trend import FEWEST_WAVES, Trend
from analysis.comparing.trend import trend as line_through
from analysis.design import Floats
from analysis.variance import Domain
from analysis.waves import Wave
from survey.analysing.more.league import standard_error, with_errors
from survey.analysing.more.material import Material, numbered
from survey.analysing.more.table import CannotMakeError, LeftOut, Line, MoreTable

FIELDS = (
    *("unit", "code", "kind", "label", "wave_from", "wave_to", "waves", "n", "slope", "se", "df", "t", "p"),
    *("low", "high", "misfit", "misfit_p", "fitted_from", "fitted_to", "current", "reason"),
)


def trend(material: Material) -> tuple[MoreTable, ...]:
    """The trend of the overall index, its groups and the items on everything, for every unit and for all."""
    names = [wave.name or "" for wave in material.waves]
    if len(names) < FEWEST_WAVES:
        raise CannotMakeError(
            f"a trend needs {FEWEST_WAVES} waves or more, and there are {len(names)}; --also trend; "
            "name the waves' column with --wave, or read changes.csv"
        )
    unknown = [name for name in material.request.breaks if name not in names]
    if unknown:
        raise CannotMakeError(f"there is no wave {unknown[0]!r}; --break; choose from {', '.join(names)}")
    numbers = numbered(names)
    when = dict(zip(names, numbers or [float(at) for at in range(1, len(names) + 1)], strict=True))
    left_out: list[LeftOut] = []
    lines = list(_lines(material, when, left_out))
    if not lines:
        raise CannotMakeError(
            f"nothing has reliable figures in {FEWEST_WAVES} waves; --also trend; leave it out"
        )
    table = MoreTable(
        "trend",
        FIELDS,
        lines,
        method="gls_wald",
        note=material.say("trend", *(["trend_order"] if numbers is None else [])),
        level=material.request.level,
        settings={"when": when, "breaks": list(material.request.breaks)},
        left_out=left_out,
    )
    return (table,)


def _lines(material: Material, when: Mapping[str, float], left_out: list[LeftOut]) -> Iterator[Line]:
    wanted = [*material.composites, *material.overall_items]
    for unit in (None, *material.waves[0].table.units):
        there = [wave for wave in material.waves if (unit, None) in wave.cells]
        for line in wanted:
            usable = [wave for wave in there if _sampled(wave, unit, line)]
            if len(usable) < FEWEST_WAVES:
                left_out.append(LeftOut(None, unit, material.plan.codes[line], "fewer_than_three_waves"))
                continue
            try:
                found = _trend(material, usable, unit, line, when)
            except ValueError as error:
                left_out.append(LeftOut(None, unit, material.plan.codes[line], f"no_trend: {error}"))
                continue
            yield from _stretches(material, found, usable, unit, line, when)


def _sampled(wave: Wave, unit: str | None, line: int) -> bool:
    """A figure that is reliable and no full count, so that a line may miss it by chance."""
    return bool(wave.reliable[unit, None][line]) and wave.estimates[unit, None][line].method != "census"


def _trend(
    material: Material, waves: Sequence[Wave], unit: str | None, line: int, when: Mapping[str, float]
) -> Trend:
    estimates = [wave.estimates[unit, None][line] for wave in waves]
    time = [when[wave.name or ""] for wave in waves]
    cuts = [when[name] for name in material.request.breaks]
    # A break before this unit's first wave, or after its last, separates nothing of its own.
    breaks = [cut for cut in cuts if min(time) < cut <= max(time)]
    rows, scores = _scores(waves, unit, line)
    used = Domain(waves[0].table.sums.design, rows)
    se = np.array([standard_error(each, scored=material.plan.scored) for each in estimates])
    df = used.degrees_of_freedom(np.ones((len(rows), 1), dtype=bool))[0]
    return line_through(
        np.array([each.value for each in estimates], dtype=float),
        with_errors(used.covariance(scores), se),
        time,
        breaks=breaks,
        df=float(df),
        level=material.request.level,
    )


def _scores(waves: Sequence[Wave], unit: str | None, line: int) -> tuple[np.ndarray, Floats]:
    """The rows of all waves, and a column of scores for each."""
    cells = [wave.cells[unit, None] for wave in waves]
    rows = np.concatenate([cell.rows for cell in cells])
    scores = np.zeros((len(rows), len(cells)))
    done = 0
    for column, cell in enumerate(cells):
        scores[done : done + len(cell.rows), column] = cell.scores([line])[:, 0]
        done += len(cell.rows)
    return rows, scores


def _stretches(
    material: Material,
    found: Trend,
    waves: Sequence[Wave],
    unit: str | None,
    line: int,
    when: Mapping[str, float],
) -> Iterator[Line]:
    """The stretch since the last break, and those before it."""
    names = {when[wave.name or ""]: wave.name for wave in waves}
    n = {when[wave.name or ""]: wave.estimates[unit, None][line].n for wave in waves}
    for current, each in [*((False, before) for before in found.before), (True, found)]:
        yield {
            "unit": unit,
            **material.described(line),
            "wave_from": names[each.when[0]],
            "wave_to": names[each.when[-1]],
            "waves": len(each.when),
            "n": sum(n[time] for time in each.when),
            **{name: getattr(each, name) for name in ("slope", "se", "df", "t", "p", "low", "high")},
            "misfit": each.misfit,
            "misfit_p": each.misfit_p,
            "fitted_from": each.fitted[0] if each.fitted else None,
            "fitted_to": each.fitted[-1] if each.fitted else None,
            "current": current,
            "reason": each.reason or None,
        }
