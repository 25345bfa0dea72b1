"""A chart on the pages of a PDF: heading and finding above, rows that may run over a page, notes below."""

from __future__ import annotations

from functools import cached_property

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from reports import words
from reports.charts.canvas import CanvasSurface
from reports.charts.data import Chart, LevelBars
from reports.charts.draw import KINDS, drawn, height
from reports.content import Picture
from reports.parts.columns import PAGE
from reports.parts.stack import ABOVE, BELOW, LEAST, draw_stack, rows_before_break, stacked
from reports.parts.text import Words, escaped, paragraph, running


def chart_block(picture: Picture, language: str) -> ChartBlock:
    """The picture, ready to be placed."""
    above = [paragraph(escaped(picture.title), "heading")]
    if picture.finding:
        above.append(paragraph(running(picture.finding), "body"))
    below = [paragraph(running(picture.notes), "note")] if picture.notes else []
    continued = words.say("continued", language, title=picture.title)
    return ChartBlock(picture.chart, above, below, continued)


class ChartBlock(Flowable):
    """One chart, or as many of its rows as fit."""

    def __init__(self, chart: Chart | None, above: list[Words], below: list[Words], continued: str) -> None:
        super().__init__()
        self.chart, self.above, self.below, self.continued = chart, above, below, continued
        self.group = ""
        self.spaceBefore = 4 * mm

    @cached_property
    def drawing(self) -> float:
        """How high the chart is."""
        return height(self.chart, PAGE) if self.chart else 0.0

    def wrap(self, width: float, room: float) -> tuple[float, float]:
        self.width = PAGE
        self.height = stacked(self.above, ABOVE) + self.drawing + stacked(self.below, BELOW)
        return self.width, self.height

    def split(self, width: float, room: float) -> list[Flowable]:
        part = KINDS[type(self.chart)].part if self.chart else None
        count = self._rows_before_break(room)
        if self.chart is None or part is None or count < LEAST:
            return []
        first = ChartBlock(part(self.chart, slice(None, count)), self.above, [], self.continued)
        group = self._group_at(count)
        inside = group if group != self._label_of_group(count) else ""
        title = [paragraph(escaped(f"{self.continued}: {inside}" if inside else self.continued), "note")]
        rest = ChartBlock(part(self.chart, slice(count, None)), title, self.below, self.continued)
        rest.group = group
        return [first, rest]

    def _label_of_group(self, row: int) -> str:
        """The heading that this row is; "" for any other row."""
        bar = self.chart.bars[row] if isinstance(self.chart, LevelBars) else None
        return bar.label if bar and bar.role == "group" else ""

    def _group_at(self, row: int) -> str:
        """The factor that a row stands under, if need be one begun on an earlier page."""
        headings = [self._label_of_group(before) for before in range(row + 1)]
        return next((label for label in reversed(headings) if label), self.group)

    def _rows_before_break(self, room: float) -> int:
        if self.chart is None:
            return 0
        kind = KINDS[type(self.chart)]
        heights = kind.rows(self.chart, PAGE)
        headings = [bool(self._label_of_group(row)) for row in range(len(heights))]
        taken = stacked(self.above, ABOVE) + kind.head(self.chart, PAGE)
        return rows_before_break(heights, headings, room - taken)

    def draw(self) -> None:
        y = draw_stack(self.canv, self.above, self.height, ABOVE)
        if self.chart:
            drawn(self.chart, CanvasSurface(self.canv, y), PAGE)
            y -= self.drawing
        draw_stack(self.canv, self.below, y - BELOW, BELOW)
