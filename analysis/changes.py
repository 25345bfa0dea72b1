"""Changes from one wave to the next, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.comparing.difference import Difference
from analysis.comparing.verdicts import change
from analysis.disclosure.tables import Key
from analysis.figures import Change, Hidden
from analysis.waves import Wave


def changes(waves: Sequence[Wave], order: Sequence[str]) -> tuple[Change, ...]:
    """Every figure of every unit in each pair of successive waves.

    Parameters
    ----------
    waves : the waves of one table, in order; order : the codes of the lines to print, in order

    Examples
    --------
    >>> from analysis.coding import Coding
    >>> from analysis.design import Design
    >>> from analysis.figures import Limits
    >>> from analysis.plan import Plan
    >>> from analysis.survey_table import SurveyTable
    >>> from analysis.tally import matrix
    >>> plan, coding = Plan(("q1",), (False,), (), "pooled"), Coding(0, {"1": 0.0, "5": 1.0}, "15")
    >>> answers, design = matrix(list("5551" * 10 + "5111" * 10)), Design.of(80)
    >>> column = ["1"] * 40 + ["2"] * 40
    >>> table = SurveyTable.of(answers, (coding,), plan, design, ["a"] * 80, column, {})
    >>> waves = [Wave.of(table, plan, name, Limits()) for name in table.waves]
    >>> [(each.unit, each.difference, each.differs) for each in changes(waves, ["q1"])]
    [(None, -0.5, True), ('a', -0.5, True)]
    """
    result = []
    for before, after in zip(waves, waves[1:], strict=False):
        for key in before.cells:
            if key[1] is None and key in after.cells:
                found = _changes(before, after, key)
                result += [found[before.plan.codes.index(code)] for code in order]
    return tuple(result)


def _changes(before: Wave, after: Wave, key: Key) -> list[Change]:
    hidden = [b or a for b, a in zip(before.hidden[key][:-1], after.hidden[key][:-1], strict=True)]
    shown = [line for line, why in enumerate(hidden) if not why]
    found = dict(zip(shown, change(before.cells[key], after.cells[key], shown), strict=True))
    return [_change(before, after, key, line, why, found.get(line)) for line, why in enumerate(hidden)]


def _change(before: Wave, after: Wave, key: Key, line: int, why: Hidden, d: Difference | None) -> Change:
    assert before.name is not None and after.name is not None
    plan = before.plan
    bare = Change(before.name, after.name, key[0], plan.codes[line], plan.kind(line), suppressed=why)
    if d is None:
        return bare
    first, second = before.cells[key], after.cells[key]
    both = bool(before.reliable[key][line] and after.reliable[key][line])
    counted = first.domain.census and second.domain.census
    return replace(
        bare,
        value_from=first.lines[line].estimate.value,
        value_to=second.lines[line].estimate.value,
        difference=d.value,
        se=d.se,
        df=d.df,
        t=d.t,
        p=d.p,
        low=d.low,
        high=d.high,
        differs=both and (d.value != 0 if counted else d.p is not None and d.p < 1 - plan.level),
    )
