"""Overall results and results by factor: the means of the units, and every unit by every factor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports import style
from reports.cells import cells
from reports.charts.data import Tone
from reports.content import Cell, Grid, GridRow, Prose, Sentence
from reports.official.content import OfficialChapter, Piece
from reports.official.frame import chapter
from reports.official.matter import Matter, name_of, row, shown
from reports.official.standing import MeanOfUnits, Standing

ACROSS = 5
"""Columns of figures that a page holds."""
TONES: dict[str, Tone] = {"above": "higher", "below": "lower"}


def levels(matter: Matter) -> OfficialChapter:
    """Means and ends over the units, then the units by factor."""
    pieces = [*_means(matter), *heat(matter)]
    return chapter(matter, "4", "official_4", tuple(pieces))


def _means(matter: Matter) -> Iterator[Piece]:
    standing = matter.standing
    assert standing is not None
    means = {mean.code: mean for mean in standing.means}
    told = [means[code] for code in matter.lines if code in means]
    if not told:
        key = "volunteers" if not matter.ranks else "official_ranked_none"
        yield Prose("means", "", ((Sentence(matter.say(key)),),))
        return
    yield Grid(
        code="means",
        title=matter.say("official_means_title"),
        heads=(
            matter.say("official_line"),
            *(matter.say(f"official_{key}") for key in ("mean", "least", "most")),
        ),
        rows=tuple(_mean_row(matter, mean) for mean in told),
        finding=_found(matter, told[0]),
        notes=(matter.sentence("official_mean_note"), matter.sentence("official_ends_note")),
        widths=(0.28, 0.2, 0.26, 0.26),
    )


def _found(matter: Matter, mean: MeanOfUnits) -> tuple[Sentence, ...]:
    units, value = matter.counted(mean.units), matter.value(mean.value)
    found = [matter.sentence("official_mean_found", strong=True, units=units, value=value)]
    if mean.low is not None and mean.high is not None:
        low, high = (matter.subject.printer.end(end) for end in (mean.low, mean.high))
        told = {"level": matter.subject.level, "low": low, "high": high}
        found.append(Sentence(matter.say("official_mean_interval", **told)))
    return tuple(found)


def _mean_row(matter: Matter, mean: MeanOfUnits) -> GridRow:
    value = matter.value(mean.value)
    if mean.low is not None and mean.high is not None:
        value += f" ({matter.subject.printer.interval(mean.low, mean.high)})"
    ends = (f"{matter.value(value_of)}: {name_of(unit)}" for unit, value_of in (mean.least, mean.most))
    return row([matter.label(mean.code), value, *ends])


def heat(matter: Matter) -> Iterator[Grid]:
    """Units × factors in tables of a page's width; a word says what the colour says."""
    standing = matter.standing
    assert standing is not None
    codes = matter.lines
    parts = [codes[at : at + ACROSS] for at in range(0, len(codes), ACROSS)]
    for number, part in enumerate(parts, start=1):
        title = (
            matter.say("official_heat_title")
            if len(parts) == 1
            else matter.say("official_heat_part", part=f"{number}/{len(parts)}")
        )
        yield Grid(
            code=f"heat-{number}",
            title=title,
            heads=(matter.subject.say("head_unit"), *(matter.label(code) for code in part)),
            rows=tuple(_heat_row(matter, standing, unit, part) for unit in _ordered(matter, standing)),
            notes=(matter.sentence("official_heat_note" if standing.tiers else "official_heat_listed"),)
            if number == len(parts) and (standing.tiers or not matter.ranks)
            else (),
            widths=(0.3, *[0.7 / max(len(part), 3)] * len(part)),
        )


def _ordered(matter: Matter, standing: Standing) -> tuple[str, ...]:
    """Ranked units in their order, then the others by name."""
    placed = set(standing.ranked)
    return (*standing.ranked, *(unit for unit in standing.units if unit not in placed))


def _heat_row(matter: Matter, standing: Standing, unit: str, codes: Sequence[str]) -> GridRow:
    return GridRow((Cell(name_of(unit)), *(_heat_cell(matter, standing, unit, code) for code in codes)))


def _heat_cell(matter: Matter, standing: Standing, unit: str, code: str) -> Cell:
    figure = matter.figure(unit, code)
    told = cells(figure, matter.subject.printer).value
    if shown(figure) is None:
        return Cell(told)
    tier = standing.tiers.get(code, {}).get(unit, "")
    if tier in TONES:
        return Cell(f"{told} {matter.say(f'official_{tier}')}", TONES[tier])
    return Cell(told, "reference" if told.endswith(style.REFERENCE) else "plain")
