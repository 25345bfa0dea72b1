"""Slips to cut apart, eight on a sheet of A4 or six where names are long, with one-time codes or without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.doors.address import address_height, draw_address
from reports.doors.card import DoorCard
from reports.doors.qr import draw_qr
from reports.doors.setting import SMALLEST, Line, NoRoomError, draw_lines
from reports.doors.sheet import A4, drawn
from reports.doors.texts import day_in, minutes_in, say
from reports.parts.faces import BOLD, INK, TEXT, width

ACROSS = 2
WIDE = A4[0] / ACROSS
PAD = 6 * mm
COLUMN = WIDE - 2 * PAD
MIDDLE = 38 * mm
"""Height of the QR code and of what stands beside it."""
ADDRESS, SMALL = 9.5, 7.0


@dataclass(frozen=True)
class Slip:
    """What differs from slip to slip."""

    address: str
    """The link that its QR code holds."""
    code: str | None = None
    """The one-time code, in groups."""


@dataclass(frozen=True)
class _Layout:
    """How many slips stand below each other, and how small names may become before fewer are tried."""

    down: int
    least: float

    @property
    def high(self) -> float:
        return A4[1] / self.down

    @property
    def each(self) -> int:
        return ACROSS * self.down


LAYOUTS = (_Layout(4, 0.75), _Layout(3, SMALLEST))


def slips(card: DoorCard, wanted: Sequence[Slip]) -> bytes:
    """Sheets of slips as a PDF.

    Raises
    ------
    NoRoomError: the names do not even fit six on a sheet.
    """
    roomy, last = LAYOUTS
    try:
        return _sheets(card, wanted, roomy)
    except NoRoomError:
        return _sheets(card, wanted, last)


def _sheets(card: DoorCard, wanted: Sequence[Slip], layout: _Layout) -> bytes:
    def draw(canvas: Canvas) -> None:
        for start in range(0, len(wanted), layout.each):
            _draw_cuts(canvas, layout)
            for place, slip in enumerate(wanted[start : start + layout.each]):
                x, y = place % ACROSS * WIDE, A4[1] - place // ACROSS * layout.high
                _draw_slip(canvas, card, slip, x + PAD, y - PAD, layout)
            canvas.showPage()

    return drawn(A4, say("slips", "vi", unit=card.unit), draw)


def _draw_cuts(canvas: Canvas, layout: _Layout) -> None:
    """Where to cut: hairlines of dashes."""
    canvas.setStrokeColor(INK["line-strong"])
    canvas.setLineWidth(0.15 * mm)
    canvas.setDash(3, 3)
    canvas.line(WIDE, 0, WIDE, A4[1])
    for row in range(1, layout.down):
        canvas.line(0, row * layout.high, A4[0], row * layout.high)
    canvas.setDash()


def _draw_slip(canvas: Canvas, card: DoorCard, slip: Slip, x: float, top: float, layout: _Layout) -> None:
    if card.simulated:
        canvas.setFillColor(INK["ink"])
        canvas.setFont(BOLD, 6.5)
        canvas.drawString(x, top + 2 * mm, say("simulated", "vi"))
    bottom = top - layout.high + 2 * PAD
    foot = bottom + _foot_height(card)
    room = top - foot - MIDDLE
    draw_lines(canvas, _whose(card), x, top, COLUMN, room, least=layout.least)
    draw_qr(canvas, slip.address, x - 3 * mm, foot, MIDDLE)
    left = x + MIDDLE - 2 * mm
    draw_lines(canvas, _beside(card, slip), left, foot + MIDDLE - 1.5 * mm, x + COLUMN - left, MIDDLE)
    _draw_foot(canvas, card, x, bottom)


def _whose(card: DoorCard) -> list[Line]:
    """Names of any length: these alone give way."""
    lines = [Line(card.unit, 10, bold=True)]
    if "en" in card.languages and card.unit_en:
        lines.append(Line(card.unit_en, 8, ink="ink-2"))
    if card.place:
        lines.append(Line(say("place", "vi", place=card.place), 8))
    if card.procedure:
        lines.append(Line(say("procedure", "vi", procedure=card.procedure), 8))
    return lines


def _beside(card: DoorCard, slip: Slip) -> list[Line]:
    """Beside the QR code: what it is for, what to type, until when."""
    lines = [Line(say("invite", "vi"), 10, bold=True, ink="accent")]
    if "en" in card.languages:
        lines.append(Line(say("invite", "en"), 8.5, ink="accent", after=3))
    if slip.code:
        spoken = [say("code", language) for language in ("vi", "en") if language in card.languages]
        lines += [Line(" / ".join(spoken), 7, ink="ink-2"), Line(slip.code, 17, bold=True)]
        lines += [Line(say("code_promise", "vi"), 6.5, ink="ink-2", after=2)]
    else:
        for language, ink in (("vi", "ink"), ("en", "ink-2")):
            if language in card.languages:
                promise = say("promise", language, minutes=minutes_in(card.minutes, language))
                lines.append(Line(promise, 8, ink=ink, after=3))
    for language, ink in (("vi", "ink"), ("en", "ink-2")):
        if language in card.languages:
            lines.append(Line(say("until", language, day=day_in(card.last_day, language)), SMALL, ink=ink))
    return lines


def _foot_height(card: DoorCard) -> float:
    return address_height(card.short_address, COLUMN, ADDRESS) + 5 * mm


def _draw_foot(canvas: Canvas, card: DoorCard, x: float, bottom: float) -> None:
    high = address_height(card.short_address, COLUMN, ADDRESS)
    label = " / ".join(say("type_short", each) for each in ("vi", "en") if each in card.languages)
    printed = say("printed_short", "vi", number=str(card.number), day=day_in(card.printed, "vi"))
    canvas.setFont(TEXT, SMALL)
    canvas.setFillColor(INK["ink-2"])
    canvas.drawString(x, bottom + high + 1.2 * mm, label)
    canvas.drawString(x + COLUMN - width(printed, TEXT, SMALL), bottom + high + 1.2 * mm, printed)
    draw_address(canvas, card.short_address, x, bottom + high, COLUMN, ADDRESS)
