"""The table `questions`: the share that gave each answer to what is asked beside satisfaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.coding import Coding
from analysis.disclosure.tables import Key
from analysis.figures import Figure, Hidden
from analysis.plan import Plan
from analysis.survey_table import SurveyTable
from analysis.waves import Wave
from questionnaires.answers import positions
from questionnaires.cells import NOT_TICKED, TICKED
from questionnaires.model import Item, Questionnaire, say
from reports.background import Answered
from survey.analysing.more.material import Material
from survey.analysing.more.table import Line, MoreTable

FIELDS = (
    *("wave", "unit", "code", "option", "label", "option_label", "n_valid", "estimate", "se", "df"),
    *("low", "high", "reliable", "suppressed", "reason"),
)
ROLES = ("perception", "needs")
EVERYBODY = "everybody"
"""The one unit of a public edition, which tells these answers of all together only."""

Asked = Mapping[tuple[str | None, str | None], tuple[Answered, ...]]
"""By wave and unit, None for all."""


@dataclass(frozen=True)
class _Line:
    """One answer whose share is wanted: the answer string's place, and which letters give it."""

    item: str
    option: str
    coding: Coding


def answered(material: Material) -> Asked:
    """The shares of every wave, of each unit and of all; in a public edition of all alone."""
    lines = tuple(_lines(material.questionnaire))
    if not lines:
        return {}
    plan = _plan(material, lines)
    drawn, public = material.ballots.drawn, material.limits.public
    unit = [EVERYBODY] * len(drawn.unit) if public else drawn.unit
    codings = tuple(each.coding for each in lines)
    answers, design = material.ballots.answers, material.ballots.design
    table = SurveyTable.of(answers, codings, plan, design, unit, drawn.wave, {})
    found: dict[tuple[str | None, str | None], tuple[Answered, ...]] = {}
    for rated in material.waves:
        wave = Wave.of(table, plan, rated.name, material.limits)
        for name, by in wave.cells:
            if by is None and not (public and name is not None):
                shut = _shut(material, rated, wave, lines, name)
                found[rated.name, name] = tuple(_answers(wave, lines, (name, None), shut))
    return found


def questions(material: Material, found: Asked) -> tuple[MoreTable, ...]:
    """The same as a table; none where nothing of the kind is asked."""
    if not found:
        return ()
    table = MoreTable(
        "questions",
        FIELDS,
        [_told(material, *place, each) for place, of_place in found.items() for each in of_place],
        method="share",
        note=material.say("questions"),
        level=material.request.level,
    )
    return (table,)


def joined(tables: Sequence[MoreTable]) -> tuple[MoreTable, ...]:
    """The tables of several series as one."""
    if not tables:
        return ()
    return (replace(tables[0], lines=[line for table in tables for line in table.lines]),)


def _lines(questionnaire: Questionnaire) -> Iterator[_Line]:
    for number, position in enumerate(positions(questionnaire)):
        item = questionnaire.item(position.item)
        if not _is_wanted(questionnaire, item):
            continue
        if position.option is not None:
            ticks = {TICKED: 1.0, NOT_TICKED: 0.0}
            yield _Line(item.code, position.option, Coding(number, ticks, TICKED + NOT_TICKED))
        else:
            yield from _of_one_place(questionnaire, item, number)


def _of_one_place(questionnaire: Questionnaire, item: Item, number: int) -> Iterator[_Line]:
    """A line for each option; one for all positive answers where the scale says which they are."""
    scale = questionnaire.scale_of(item)
    letters = "".join(option.code for option in scale.options) + "?"
    counted = [option.code for option in scale.options if option.counts]
    wanted = {"": scale.positive} if scale.positive else {code: (code,) for code in counted}
    for option, codes in wanted.items():
        values = {code: float(code in codes) for code in counted}
        yield _Line(item.code, option, Coding(number, values, letters))


def _is_wanted(questionnaire: Questionnaire, item: Item) -> bool:
    """Whatever is asked in the blocks on perception and needs, and the filters among the rated items."""
    role = questionnaire.place(item.code).block.role
    return role in ROLES or (role == "satisfaction" and item.kind != "battery")


def _plan(material: Material, lines: Sequence[_Line]) -> Plan:
    names = tuple(f"{each.item} {each.option}".strip() for each in lines)
    return Plan(names, (True,) * len(lines), (), "pooled", level=material.request.level)


def _shut(
    material: Material, rated: Wave, wave: Wave, lines: Sequence[_Line], unit: str | None
) -> frozenset[str]:
    """Filters whose answers would tell how many stand behind a base that is hidden."""
    hidden = {line.item for line, why in zip(lines, wave.hidden[unit, None], strict=False) if why == "hidden"}
    codes, whys = material.plan.codes, rated.hidden.get((unit, None), ())
    hidden |= {code for code, why in zip(codes, whys, strict=False) if why == "hidden"}
    routes = (material.questionnaire.item(each).asked_if for each in hidden if _is_item(material, each))
    return frozenset(route.item for route in routes if route is not None)


def _is_item(material: Material, code: str) -> bool:
    return any(item.code == code for item in material.questionnaire.items)


def _answers(wave: Wave, lines: Sequence[_Line], key: Key, shut: frozenset[str]) -> Iterator[Answered]:
    hand = wave.table.counts
    assert hand is not None
    cell = hand.cell(wave.name, *key)
    for number, line in enumerate(lines):
        why: Hidden = "hidden" if line.item in shut else wave.hidden[key][number]
        estimate = wave.estimates[key][number]
        figure = Figure(
            wave=wave.name,
            unit=key[0],
            by=None,
            code=line.item,
            kind="item",
            n=None,
            n_valid=None if why == "hidden" else estimate.n,
            dont_know=None,
            counts=None if why else hand.item(cell, number),
            estimate=None if why else estimate,
            suppressed=why,
            reliable=bool(wave.reliable[key][number]) and not why,
        )
        yield Answered(line.item, line.option, figure)


def _told(material: Material, wave: str | None, unit: str | None, each: Answered) -> Line:
    figure, estimate, language = each.figure, each.figure.estimate, material.request.language
    item = material.questionnaire.item(each.item)
    options = {option.code: option.label for option in material.questionnaire.scale_of(item).options}
    names = ("se", "df", "low", "high")
    return {
        "wave": wave,
        "unit": unit,
        "code": each.item,
        "option": each.option or None,
        "label": say(item.text, language),
        "option_label": say(options.get(each.option), language) or None,
        "n_valid": figure.n_valid,
        "estimate": estimate.value if estimate else None,
        **{name: getattr(estimate, name) if estimate else None for name in names},
        "reliable": figure.reliable,
        "suppressed": figure.suppressed or None,
        "reason": (estimate.reason or None) if estimate else None,
        "method": estimate.method if estimate else None,
    }
