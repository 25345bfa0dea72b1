"""From a questionnaire and its answers to every figure a report prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.changes import changes
from analysis.coding import NO_OPINION, Coding, scores
from analysis.columns import refuse_unequal
from analysis.design import Design
from analysis.figures import Limits, Summary
from analysis.plan import Composite, Plan
from analysis.survey_table import SurveyTable
from analysis.tally import Matrix
from analysis.waves import Wave
from questionnaires.answers import positions
from questionnaires.model import Item, Questionnaire
from questionnaires.tree import Group


class SummaryError(ValueError):
    """The questionnaire and the settings do not say what "satisfied" is."""


def summarise(
    questionnaire: Questionnaire,
    answers: Matrix,
    *,
    design: Design,
    unit: Sequence[str],
    wave: Sequence[str] | None = None,
    by: Mapping[str, Sequence[str]] | None = None,
    satisfied: Sequence[str] | None = None,
    level: float = 0.95,
    limits: Limits | None = None,
) -> Summary:
    """Every figure of every unit and wave, with hidden ones already empty.

    Parameters
    ----------
    questionnaire : what was asked
    answers : uint8 (n, positions), the answer strings' ASCII codes, one row a ballot
    design : Design of the same n ballots
    unit, wave : n names
    by : for each breakdown its n values; "" where not known, a value like any other
    satisfied : codes that count as satisfied, instead of the scales' own
    level : confidence level
    limits : thresholds of showing and of reliability

    Returns
    -------
    Summary: figures by wave and unit (None: all units together), changes between successive waves,
    lowest and highest items. The order of the ballots does not matter, to the last digit.

    Raises
    ------
    SummaryError: nothing rated, a scale without satisfied codes, n rows that do not agree.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> from questionnaires.load import load
    >>> answers, unit = matrix(["545454", "444444", "322451", "455445"] * 10), ["A", "B"] * 20
    >>> design = Design.of(40, stratum=unit, declared=False)
    >>> found = summarise(load("counter"), answers, design=design, unit=unit)
    >>> found.figure("overall", unit="B", wave=None).estimate.value
    1.0
    """
    return summarised(
        questionnaire,
        answers,
        design=design,
        unit=unit,
        wave=wave,
        by=by,
        satisfied=satisfied,
        level=level,
        limits=limits,
    )[0]


def summarised(
    questionnaire: Questionnaire,
    answers: Matrix,
    *,
    design: Design,
    unit: Sequence[str],
    wave: Sequence[str] | None = None,
    by: Mapping[str, Sequence[str]] | None = None,
    satisfied: Sequence[str] | None = None,
    level: float = 0.95,
    limits: Limits | None = None,
) -> tuple[Summary, tuple[Wave, ...]]:
    """The summary with the cells it was made of, for what is to be computed beside it.

    Parameters
    ----------
    questionnaire, answers, design, unit, wave, by, satisfied, level, limits : as `summarise` takes them

    Raises
    ------
    SummaryError: as `summarise`.

    Returns
    -------
    The summary, and every wave with its cells, hidden and marked as in the summary.

    Examples
    --------
    >>> from analysis.tally import matrix
    >>> from questionnaires.load import load
    >>> answers, unit = matrix(["545454", "444444", "322451", "455445"] * 10), ["A", "B"] * 20
    >>> design = Design.of(40, stratum=unit, declared=False)
    >>> found, waves = summarised(load("counter"), answers, design=design, unit=unit)
    >>> waves[0].table.units == found.units
    True
    """
    limits = limits or Limits()
    codings, plan = plan_of(questionnaire, satisfied, level)
    sizes = {"answers": len(answers), "design": design.n, "unit": len(unit)}
    sizes |= {} if wave is None else {"wave": len(wave)}
    refuse_unequal(sizes | {f"by {name}": len(column) for name, column in (by or {}).items()}, SummaryError)
    if not np.issubdtype(answers.dtype, np.uint8):
        raise SummaryError(f"answers are {answers.dtype}; give the ASCII codes as uint8")
    table = SurveyTable.of(answers, codings, plan, design, unit, wave, by or {})
    order = print_order(questionnaire)
    waves = [Wave.of(table, plan, name, limits) for name in table.wave_names]
    ends = [each.extremes() for each in waves]
    summary = Summary(
        figures=tuple(figure for each in waves for figure in each.figures(order)),
        changes=changes(waves, order),
        lowest=tuple(each for low, _ in ends for each in low),
        highest=tuple(each for _, high in ends for each in high),
        units=table.units,
        waves=table.waves,
        level=level,
        index_rule=questionnaire.index_rule,
        satisfied=tuple(satisfied) if satisfied is not None else None,
        limits=limits,
        voluntary=design.voluntary,
        finite_population=design.finite,
        clustered=design.clustered,
        weighted=design.weighted,
        stratified=design.declared,
        populations=table.populations(),
    )
    return summary, tuple(waves)


def plan_of(
    questionnaire: Questionnaire, satisfied: Sequence[str] | None, level: float
) -> tuple[tuple[Coding, ...], Plan]:
    """How to read the rated items, and what to estimate of them.

    Parameters
    ----------
    questionnaire : what was asked; level : confidence level of every interval
    satisfied : codes that count as satisfied, instead of the scales' own, or None

    Raises
    ------
    SummaryError: nothing is rated; no code of an item counts as satisfied, or as a number.

    Examples
    --------
    >>> from questionnaires.load import load
    >>> codings, plan = plan_of(load("counter"), None, 0.95)
    >>> plan.items, plan.rule, codings[0].options
    (('C1', 'C2', 'C3', 'C4', 'C5', 'C6'), 'mean_of_items', '54321?')
    """
    items = questionnaire.rated_items
    if not items:
        raise SummaryError(
            f"questionnaire {questionnaire.code} rates nothing; give it a block with role satisfaction"
        )
    place = {p.item: number for number, p in enumerate(positions(questionnaire)) if p.option is None}
    codings = tuple(_coding(questionnaire, item, place[item.code], satisfied) for item in items)
    column = {item.code: number for number, item in enumerate(items)}
    scored = questionnaire.index_rule == "mean_score"
    numbers = [worth for coding in codings for worth in coding.values.values()]
    return codings, Plan(
        items=tuple(item.code for item in items),
        beside=tuple(item.role == "overall" for item in items),
        composites=tuple(_composite(group, questionnaire.groups, column) for group in questionnaire.groups),
        rule=questionnaire.index_rule,
        fixed=_fixed(questionnaire, items),
        bounds=(min(numbers), max(numbers)) if scored else None,
        level=level,
    )


def print_order(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Codes of all lines as a report prints them: overall, then each group before its items.

    Examples
    --------
    >>> from questionnaires.load import load
    >>> print_order(load("counter"))
    ('overall', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6')
    """
    groups = questionnaire.groups
    leaf_of = {item: group.code for group in groups if not group.children for item in group.items}
    under: dict[str, list[str]] = {}
    leaf = "overall"
    for item in questionnaire.rated_items:
        # An item that is reported beside stays where it was asked: with the items before it.
        leaf = leaf_of.get(item.code, leaf)
        under.setdefault(leaf, []).append(item.code)
    return tuple(code for group in groups for code in (group.code, *under.get(group.code, ())))


def _coding(
    questionnaire: Questionnaire, item: Item, position: int, satisfied: Sequence[str] | None
) -> Coding:
    scale = questionnaire.scale_of(item)
    valid = [option.code for option in scale.options if option.counts]
    if questionnaire.index_rule == "mean_score":
        return Coding(position, scores(item.code, valid, SummaryError), _options(scale.options))
    positive = [code for code in (satisfied or scale.positive) if code in valid]
    if not positive:
        raise SummaryError(
            f"item {item.code}: none of its codes ({', '.join(valid)}) counts as satisfied; "
            "name some in the scale's `positive:`, or with --satisfied"
        )
    values = {code: float(code in positive) for code in valid}
    return Coding(position, values, _options(scale.options))


def _options(options: Sequence[object]) -> str:
    codes = [str(getattr(option, "code", "")) for option in options]
    return "".join(codes) + chr(NO_OPINION)


def _composite(group: Group, groups: Sequence[Group], column: Mapping[str, int]) -> Composite:
    leaves = [leaf for leaf in groups if not leaf.children and set(leaf.items) <= set(group.items)]
    return Composite(
        code=group.code,
        kind=group.kind,
        columns=tuple(column[item] for item in group.items),
        # Columns within the group, because the group's answers are cut out first.
        factors=tuple(tuple(column[item] for item in leaf.items) for leaf in leaves),
    )


def _fixed(questionnaire: Questionnaire, items: Sequence[Item]) -> tuple[float, ...]:
    if questionnaire.index_rule != "fixed_weights":
        return ()
    return tuple(0.0 if item.weight is None else item.weight for item in items)
