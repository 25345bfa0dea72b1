"""Ranks with their ranges, classes and their shares, the picture of all units, who stays out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from analysis.figures import Figure
from reports import style
from reports.background import Place
from reports.cells import cells, interval_text
from reports.charts.alt import description
from reports.charts.data import Axis, Caterpillar, Peer, Tone, Yardstick
from reports.classes import Classed, limits_of
from reports.content import Cell, Grid, GridRow, Picture, Prose, Sentence
from reports.official.content import Piece
from reports.official.levels import TONES
from reports.official.matter import Matter, name_of, row, shown
from reports.official.standing import Standing

LEAST = 2
CLASSED = (0.24, 0.08, 0.1, 0.13, 0.08, 0.11, 0.13, 0.13)
UNCLASSED = (0.32, 0.1, 0.11, 0.14, 0.09, 0.11, 0.13)
"""Shares of the page: unit, ballots, result, interval, rank, range, tier, class."""


def ranking(matter: Matter, standing: Standing, axis: Axis) -> Iterator[Piece]:
    """The rule, then ranks, classes and the chart; volunteers by name only."""
    rule: list[Sentence] = [matter.sentence("official_rule")]
    if not matter.ranks:
        rule += [
            Sentence(matter.say("volunteers"), strong=True),
            matter.sentence("official_volunteers_listed"),
        ]
    yield Prose("rule", "", (tuple(rule),))
    if not matter.ranks:
        yield listed(matter, standing.units)
        return
    if len(standing.ranked) < LEAST:
        yield Prose("ranks", "", ((matter.sentence("official_ranked_none", strong=True),),))
        yield listed(matter, standing.units)
        return
    yield ranks(matter, standing, standing.ranked)
    yield from _classes(matter, standing)
    yield _chart(matter, standing, axis)


def listed(matter: Matter, units: Sequence[str], title: str = "", code: str = "list") -> Grid:
    """Units by name with their results, without any order among them."""
    heads = (matter.subject.say("head_unit"), matter.say("official_valid"), *_result_heads(matter))
    rows = tuple(row([name_of(unit), *_result(matter, unit)]) for unit in units)
    return Grid(
        code, title or matter.say("official_list_title"), heads, rows, widths=(0.46, 0.14, 0.18, 0.22)
    )


def ranks(
    matter: Matter,
    standing: Standing,
    units: Sequence[str],
    *,
    title: str = "",
    code: str = "ranks",
    told: bool = True,
) -> Grid:
    """The units given, in the order of their ranks."""
    heads = (
        matter.subject.say("head_unit"),
        matter.say("official_valid"),
        *_result_heads(matter),
        *(matter.say(f"official_{key}") for key in ("rank", "rank_range", "tier")),
    )
    classing = any(matter.classed(unit) for unit in standing.ranked)
    heads = (*heads, matter.say("official_class")) if classing else heads
    return Grid(
        code=code,
        title=title or matter.say("official_ranks_title"),
        heads=heads,
        rows=tuple(_ranked(matter, standing, unit, classing) for unit in units),
        finding=tuple(_found(matter, standing)) if told else (),
        notes=tuple(_notes(matter, standing, classing)) if told else (),
        widths=CLASSED if classing else UNCLASSED,
    )


def _result_heads(matter: Matter) -> tuple[str, str]:
    rate = matter.subject.say(f"head_{matter.subject.measure}")
    return rate, matter.subject.say("head_interval", level=matter.subject.level)


def _result(matter: Matter, unit: str) -> tuple[str, str, str]:
    figure = matter.figure(unit)
    told = cells(figure, matter.subject.printer)
    valid = style.HIDDEN if figure.n is None else matter.count(figure.n)
    return valid, told.value, told.interval


def place(matter: Matter, unit: str) -> Place:
    """The place of a ranked unit."""
    found = matter.background.of(unit).place
    assert found is not None
    return found


def _ranked(matter: Matter, standing: Standing, unit: str, classing: bool) -> GridRow:
    at = place(matter, unit)
    rank = matter.subject.count(at.rank)
    told = matter.say("official_tied", rank=rank) if at.tied > 1 else rank
    low, high = matter.subject.count(at.low), matter.subject.count(at.high)
    tier = standing.tiers.get(matter.head, {}).get(unit, "")
    word = matter.say(f"official_{tier}" if tier else "official_untested")
    made = [Cell(text) for text in (name_of(unit), *_result(matter, unit), told, f"{low}{style.TO}{high}")]
    made.append(Cell(word, TONES.get(tier, "plain")))
    return GridRow((*made, Cell(_class(matter, matter.classed(unit)))) if classing else tuple(made))


def _class(matter: Matter, found: Classed | None) -> str:
    if found is None:
        return style.NOTHING
    name = matter.subject.text(found.band.name)
    others = [matter.subject.text(band.name) for band in (*found.above, *found.below)]
    if not others:
        return name
    return matter.say("official_class_open", own=name, other=matter.subject.say("class_or").join(others))


def _found(matter: Matter, standing: Standing) -> Iterator[Sentence]:
    first = standing.ranked[0]
    at, value = place(matter, first), shown(matter.figure(first))
    assert value is not None
    if at.tied > 1:
        units, told = matter.counted(at.tied), matter.value(value)
        yield matter.sentence("official_first_tied", strong=True, units=units, value=told)
    elif not standing.all_counted:
        numbers = {name: matter.subject.count(getattr(at, name)) for name in ("low", "high")}
        units = matter.counted(at.of)
        key = "official_first_surely" if at.low == at.high else "official_first"
        yield matter.sentence(key, strong=True, unit=name_of(first), units=units, **numbers)
    tiers = Counter(standing.tiers.get(matter.head, {}).values())
    if tiers:
        numbers = {key: matter.counted(tiers[key]) for key in ("above", "below", "same")}
        tests = matter.count(len(standing.ranked))
        yield matter.sentence("official_tiers_found", strong=True, tests=tests, **numbers)


def _notes(matter: Matter, standing: Standing, classing: bool) -> Iterator[Sentence]:
    if standing.all_counted:
        yield matter.sentence("official_ranks_counted")
    else:
        yield matter.sentence("official_ranks_note", level=matter.subject.level)
    if matter.subject.summary.voluntary:
        yield matter.sentence("official_volunteers_ranked", strong=True)
    if classing:
        reliable = matter.count(matter.subject.summary.limits.reliable)
        yield matter.sentence("official_classes_note", reliable=reliable)


def _classes(matter: Matter, standing: Standing) -> Iterator[Grid]:
    """How many units are of each class, with its limits."""
    found = [each for each in map(matter.classed, standing.ranked) if each is not None]
    if not found:
        return
    bands = matter.background.bands
    rows = []
    for band in bands:
        n = sum(each.band is band for each in found)
        share = style.percentage(n / len(found), matter.language, 1)
        limits = limits_of(matter.subject, bands, band)
        number = matter.count(n) if n else style.NOTHING
        rows.append(row([matter.subject.text(band.name), limits, number, share]))
    yield Grid(
        code="classes",
        title=matter.say("official_classes_title"),
        heads=tuple(
            matter.say(f"official_{key}") for key in ("class", "class_from", "class_count", "class_share")
        ),
        rows=tuple(rows),
        notes=matter.official([Sentence(matter.subject.say("class_setting"))]),
        widths=(0.28, 0.32, 0.2, 0.2),
    )


def _chart(matter: Matter, standing: Standing, axis: Axis) -> Picture:
    """Every ranked unit with its interval, highest first."""
    level = matter.subject.say("head_interval", level=matter.subject.level)
    tiers = standing.tiers.get(matter.head, {})
    mean = next((each for each in standing.means if each.code == matter.head), None)
    chart = Caterpillar(
        first=matter.subject.say("head_unit"),
        value=f"{matter.subject.say(f'head_{matter.subject.measure}')} {level}",
        peers=tuple(_peer(matter, unit, tiers.get(unit, "")) for unit in standing.ranked),
        axis=axis,
        yardstick=Yardstick(mean.value, matter.say("official_chart_mean", value=matter.value(mean.value)))
        if mean
        else None,
        ends=(matter.subject.say("end_high"), matter.subject.say("end_low")),
    )
    return Picture(
        code="units",
        title=matter.say("official_chart_title"),
        finding=(),
        chart=chart,
        alt=style.as_official(description(chart, matter.language)),
        notes=(matter.sentence("official_chart_shapes", level=matter.subject.level),),
    )


def _peer(matter: Matter, unit: str, tier: str) -> Peer:
    figure: Figure = matter.figure(unit)
    estimate = figure.estimate
    assert estimate is not None and estimate.value is not None and figure.n_valid is not None
    tone: Tone = TONES.get(tier, "same" if tier else "plain")
    return Peer(
        name=name_of(unit),
        n=style.count(figure.n_valid, matter.language),
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        told=matter.value(estimate.value),
        interval=interval_text(estimate, matter.subject.printer),
        tone=tone,
    )


def left_out(matter: Matter, standing: Standing) -> Iterator[Grid]:
    """Units that stand in no ranking, and why."""
    if not standing.left_out or not matter.ranks:
        return
    yield Grid(
        code="left-out",
        title=matter.say("official_left_title"),
        heads=(matter.subject.say("head_unit"), matter.say("official_left_why")),
        rows=tuple(
            row([name_of(unit), matter.say(f"official_left_{why}")]) for unit, why in standing.left_out
        ),
        widths=(0.5, 0.5),
    )
