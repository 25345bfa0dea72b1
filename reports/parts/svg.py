"""Interval bars as inline SVG: x in percent of the cell, y in pixels, so nothing is distorted."""

from __future__ import annotations

from markupsafe import Markup

from reports.content import Axis
from reports.parts.marks import Marks, place
from reports.parts.strip import TONES

_HIDE = 'aria-hidden="true" focusable="false"'


def strip(marks: Marks, axis: Axis) -> Markup:
    """One row's drawing; the numbers stand in the row's cells."""
    parts = [_line("grid", place(tick, axis)) for tick in axis.ticks]
    hollow = " reference" if marks.tone == "reference" else ""
    tone = TONES[marks.tone] + hollow
    if marks.band is not None:
        parts.append(_band(*marks.band, hollow=bool(hollow)))
    if marks.tick is not None:
        parts.append(_at(marks.tick, '<line class="tick" y1="-11" y2="11"/>'))
    if marks.dot is not None:
        parts.append(f'<circle class="dot" cx="{_percent(marks.dot)}" cy="50%" r="4.5"/>')
    if marks.cut_left or marks.outside:
        second = '<path d="M3 -5L-2 0L3 5"/>' if marks.outside else ""
        parts.append(_at(0, f'<g class="cut"><path d="M-3 -5L-8 0L-3 5"/>{second}</g>'))
    return Markup(f'<svg class="strip {tone}" {_HIDE}>{"".join(parts)}</svg>')


def scale(axis: Axis) -> Markup:
    """The numbers of the axis, for the head of the drawn column."""
    texts = (f'<text x="{_percent(place(value, axis))}" y="1em">{text}</text>' for value, text in axis.labels)
    return Markup(f'<svg class="scale" {_HIDE}>{"".join(texts)}</svg>')


def tag(tone: str) -> Markup:
    """The shape in front of a verdict: the words stand beside it."""
    shape = {
        "higher": '<path d="M4.5 .5L9 8.5H0z"/>',
        "lower": '<path d="M4.5 8.5L0 .5H9z"/>',
        "reference": '<circle class="ring" cx="4.5" cy="4.5" r="3.5"/>',
    }.get(tone, "")
    return (
        Markup(f'<svg viewBox="0 0 9 9" width="9" height="9" {_HIDE}>{shape}</svg>') if shape else Markup("")
    )


def _band(left: float, right: float, *, hollow: bool) -> str:
    x, wide = _percent(left), _percent(right - left)
    box = f'<rect class="band" x="{x}" y="50%" width="{wide}" height="12" transform="translate(0 -6)"/>'
    return box if hollow else box + f'<line class="reach" x1="{x}" x2="{_percent(right)}" y1="50%" y2="50%"/>'


def _line(name: str, position: float) -> str:
    x = _percent(position)
    return f'<line class="{name}" x1="{x}" x2="{x}" y1="0" y2="100%"/>'


def _at(position: float, drawing: str) -> str:
    return f'<svg x="{_percent(position)}" y="50%" overflow="visible">{drawing}</svg>'


def _percent(position: float) -> str:
    return f"{position * 100:.2f}%"
