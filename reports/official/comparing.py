"""The funnel, who changed since the wave before, which units really differ, and what calls for care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from analysis.comparing.multiplicity import holm
from analysis.figures import Change
from reports import style, words
from reports.charts.alt import description
from reports.charts.data import Axis, Funnel, Limit, Spot, Yardstick
from reports.content import Cell, Grid, GridRow, Picture, Prose, Sentence
from reports.official.content import OfficialChapter, Piece
from reports.official.frame import chapter
from reports.official.levels import TONES
from reports.official.matter import Matter, name_of, row
from reports.official.ranking import left_out, ranking
from reports.official.standing import MATRIX, ExpectedUnit, Standing

FUNNEL = 10
"""Units below which the range to expect is hardly known."""
MODES = ("kiosk", "phone", "paper", "interviewer", "post", "import")
NAMED = 12
"""Units that a sentence names; more are counted."""
HIGHER, LOWER, OPEN = "+", style.MINUS, "·"


def comparing(matter: Matter, axis: Axis) -> OfficialChapter:
    """All comparisons of the units of the kind."""
    standing = matter.standing
    assert standing is not None
    pieces: list[Piece] = [*ranking(matter, standing, axis)]
    if matter.ranks and len(standing.ranked) > 1:
        pieces += [_funnel(matter, standing, axis), _changes(matter), *_pairs(matter, standing)]
    pieces += [*left_out(matter, standing), *_modes(matter, standing)]
    return chapter(matter, "5", "official_5", tuple(pieces))


def _funnel(matter: Matter, standing: Standing, axis: Axis) -> Picture:
    title = matter.say("official_funnel_title")
    if not standing.expected or standing.target is None:
        sampled = sum(not _counted(matter, unit) for unit in standing.ranked)
        least, units = matter.count(FUNNEL), matter.counted(sampled)
        few = (matter.sentence("official_funnel_few", least=least, units=units),)
        return Picture("funnel", title, few, None, "", ())
    out = [each.unit for each in standing.expected if each.outside]
    units = matter.counted(len(standing.expected))
    found = (
        matter.sentence(
            "official_funnel_found",
            strong=True,
            out=matter.count(len(out)),
            units=units,
            list=_named(matter, out),
        )
        if out
        else matter.sentence("official_funnel_none", strong=True, units=units)
    )
    chart = _funnel_chart(matter, standing.expected, standing.target, axis)
    alt = style.as_official(description(chart, matter.language))
    return Picture("funnel", title, (found,), chart, alt, (matter.sentence("official_funnel_note"),))


def _funnel_chart(matter: Matter, units: Sequence[ExpectedUnit], target: float, axis: Axis) -> Funnel:
    tiers = matter.standing.tiers.get(matter.head, {}) if matter.standing else {}
    ordered = sorted(units, key=lambda each: each.size)
    return Funnel(
        spots=tuple(
            Spot(
                name=name_of(each.unit),
                n=each.size,
                value=each.value,
                tone=TONES.get(tiers.get(each.unit, ""), "same"),
                outside=each.outside,
            )
            for each in ordered
        ),
        limits=tuple(Limit(each.size, each.low, each.high, each.far_low, each.far_high) for each in ordered),
        axis=axis,
        across=_across(ordered[-1].size, matter.language),
        across_label=matter.say("official_funnel_across"),
        yardstick=Yardstick(target, matter.say("official_funnel_target", value=matter.value(target))),
    )


def _across(largest: float, language: str) -> Axis:
    """Sizes from 0, in four to eight round steps."""
    steps = (each * 10**power for power in range(12) for each in (1, 2, 5))
    step = next(step for step in steps if largest / step <= 8)
    high = (int(largest // step) + 1) * step
    ticks = tuple(float(tick) for tick in range(0, high + 1, step))
    return Axis(0.0, float(high), ticks, tuple((tick, style.count(int(tick), language)) for tick in ticks))


def _counted(matter: Matter, unit: str) -> bool:
    estimate = matter.figure(unit).estimate
    return estimate is not None and estimate.method == "census"


def _changes(matter: Matter) -> Piece:
    """The change of every unit that can be compared; a rise is one only where its test says so."""
    title = matter.say("official_changes_title")
    summary, wave = matter.subject.summary, matter.subject.wave
    found = [(unit, summary.change(matter.head, unit=unit, wave=wave)) for unit in matter.units]
    told = [(unit, change) for unit, change in found if change is not None and change.difference is not None]
    if not told:
        return Prose("changes", title, ((matter.sentence("official_changes_none"),),))
    heads = ("before", "now", "change", "conclusion")
    return Grid(
        code="changes",
        title=title,
        heads=(
            matter.subject.say("head_unit"),
            *(matter.say(f"official_{key}", level=matter.subject.level) for key in heads),
        ),
        rows=tuple(_change_row(matter, unit, change) for unit, change in told),
        finding=tuple(_changes_found(matter, told)),
        widths=(0.3, 0.12, 0.12, 0.25, 0.21),
    )


def _verdict(change: Change) -> str:
    if change.differs and change.difference:
        return "rose" if change.difference > 0 else "fell"
    return "same"


def _change_row(matter: Matter, unit: str, change: Change) -> GridRow:
    assert change.value_from is not None and change.value_to is not None and change.difference is not None
    printer = matter.subject.printer
    gap = (
        style.points(change.difference, matter.language, signed=True)
        if matter.subject.measure == "rate"
        else style.number(change.difference, matter.language, 2, signed=True)
    )
    if change.low is not None and change.high is not None:
        low, high = (printer.bare_end(end, signed=True) for end in (change.low, change.high))
        gap += f" ({low}; {high})"
    word = _verdict(change)
    tone = {"rose": TONES["above"], "fell": TONES["below"]}.get(word, "plain")
    texts = (name_of(unit), matter.value(change.value_from), matter.value(change.value_to), gap)
    return GridRow((*map(Cell, texts), Cell(matter.say(f"official_{word}"), tone)))


def _changes_found(matter: Matter, told: Sequence[tuple[str, Change]]) -> Iterator[Sentence]:
    words_of = [_verdict(change) for _, change in told]
    counts = {word: matter.counted(words_of.count(word)) for word in ("rose", "fell", "same")}
    before = words.wave_name(told[0][1].wave_from, matter.language)
    units = matter.counted(len(told))
    yield matter.sentence("official_changes_found", strong=True, before=before, units=units, **counts)
    tested = [(unit, change) for unit, change in told if change.p is not None]
    if len(tested) < 2:
        return
    adjusted = holm(np.array([change.p for _, change in tested], dtype=float))
    kept = [
        unit
        for (unit, change), p in zip(tested, np.asarray(adjusted), strict=True)
        if p <= 1 - matter.subject.summary.level + 1e-12 and change.differs
    ]
    if not any(change.differs for _, change in tested):
        return
    key = "official_changes_holm" if kept else "official_changes_holm_none"
    level, tests = matter.subject.level, matter.count(len(tested))
    yield matter.sentence(key, level=level, tests=tests, kept=_named(matter, kept))


def _pairs(matter: Matter, standing: Standing) -> Iterator[Piece]:
    title = matter.say("official_pairs_title")
    pairs = standing.pairs
    if pairs is None:
        yield Prose("pairs", title, ((matter.sentence("official_pairs_counted"),),))
        return
    told = {"tests": style.count(pairs.tests, matter.language), "level": matter.subject.level}
    differing = sum(each.above for each in pairs.counts)
    finding = matter.sentence("official_pairs_found", strong=True, pairs=matter.count(differing), **told)
    note = Sentence(matter.say("official_pairs_note", units=matter.counted(len(pairs.counts)), **told))
    if len(standing.ranked) <= MATRIX:
        yield _matrix(matter, standing, title, (finding,), (matter.sentence("official_pairs_signs"), note))
        return
    counts = {each.unit: each for each in pairs.counts}
    rows = []
    for unit in standing.ranked:
        own = counts[unit]
        numbers = (own.above, own.below, len(counts) - 1 - own.above - own.below)
        rows.append(row([name_of(unit), *(style.count(n, matter.language) for n in numbers)]))
    heads = [matter.say(f"official_pairs_{key}") for key in ("higher", "lower", "open")]
    first = matter.subject.say("head_unit")
    yield Grid("pairs", title, (first, *heads), tuple(rows), (finding,), (note,), (0.46, 0.18, 0.18, 0.18))


def _matrix(
    matter: Matter, standing: Standing, title: str, finding: tuple[Sentence, ...], notes: tuple[Sentence, ...]
) -> Grid:
    """A sign for every two units, in the order of the ranks."""
    assert standing.pairs is not None
    above, units = standing.pairs.above, standing.ranked

    def cell(unit: str, other: str) -> Cell:
        if unit == other:
            return Cell("")
        if (unit, other) in above:
            return Cell(HIGHER, "higher")
        return Cell(LOWER, "lower") if (other, unit) in above else Cell(OPEN)

    rows = tuple(
        GridRow((Cell(f"{number}. {name_of(unit)}"), *(cell(unit, other) for other in units)))
        for number, unit in enumerate(units, start=1)
    )
    heads = (matter.subject.say("head_unit"), *map(str, range(1, len(units) + 1)))
    name = max(0.3, 1 - 0.06 * len(units))
    widths = (name, *[(1 - name) / len(units)] * len(units))
    return Grid("pairs", title, heads, rows, finding, notes, widths)


def _modes(matter: Matter, standing: Standing) -> Iterator[Prose]:
    """Units whose ballots came in other ways than those of the group; numbers stay inside."""
    told = []
    for each in standing.mixed:
        if matter.figure(each.unit).n is None:
            continue
        if matter.public:
            told.append(matter.sentence("official_mode_public", unit=name_of(each.unit)))
            continue
        mode = matter.say(f"official_mode_{each.mode}") if each.mode in MODES else style.plain(each.mode)
        share, mean = (style.percentage(part, matter.language, 0) for part in (each.share, each.mean))
        values = {"unit": name_of(each.unit), "share": share, "mode": mode, "mean": mean}
        told.append(Sentence(matter.say("official_mode", **values)))
    if told:
        yield Prose("modes", matter.say("official_modes_title"), tuple((sentence,) for sentence in told))


def _named(matter: Matter, units: Sequence[str]) -> str:
    if len(units) > NAMED:
        return matter.counted(len(units))
    return "; ".join(map(name_of, units))
