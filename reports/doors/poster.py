"""A poster of a door, A4 or A5: whose service is asked about, the QR code, the address, until when."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.doors.address import draw_address
from reports.doors.card import DoorCard
from reports.doors.hem import draw_hem
from reports.doors.qr import draw_qr
from reports.doors.setting import Line, draw_lines
from reports.doors.sheet import A4, SIZES, drawn
from reports.doors.texts import day_in, minutes_in, say
from reports.parts.faces import BOLD, INK

WIDE, HIGH = A4
MARGIN = 18 * mm
COLUMN = WIDE - 2 * MARGIN
HEM = 20 * mm
QR = 96 * mm
QR_TOP = 181 * mm
FOOT_TOP = 56 * mm


def poster(card: DoorCard, size: str = "A4") -> bytes:
    """The poster as a PDF of one page; A5 is the same drawing, smaller."""
    page = SIZES[size]

    def draw(canvas: Canvas) -> None:
        canvas.scale(page[0] / WIDE, page[1] / HIGH)
        _draw(canvas, card)
        canvas.showPage()

    return drawn(page, say("poster", "vi", unit=card.unit), draw)


def _draw(canvas: Canvas, card: DoorCard) -> None:
    draw_hem(canvas, 0, HIGH - HEM, WIDE, HEM)
    if card.simulated:
        _draw_simulated(canvas)
    draw_lines(canvas, _whose(card), MARGIN, HIGH - HEM - 9 * mm, COLUMN, 40 * mm)
    draw_lines(canvas, _invitation(card), MARGIN, HIGH - HEM - 51 * mm, COLUMN, 46 * mm)
    draw_qr(canvas, card.address, MARGIN - 6 * mm, QR_TOP - QR, QR)
    _draw_steps(canvas, card)
    _draw_address(canvas, card)
    _draw_foot(canvas, card)


def _whose(card: DoorCard) -> list[Line]:
    lines = [Line(card.unit, 27, bold=True, after=1)]
    if "en" in card.languages and card.unit_en:
        lines.append(Line(card.unit_en, 16, ink="ink-2", after=4))
    if card.place:
        lines.append(Line(say("place", "vi", place=card.place), 16))
        if "en" in card.languages and card.place_en:
            lines.append(Line(say("place", "en", place=card.place_en), 13, ink="ink-2"))
    return lines


def _invitation(card: DoorCard) -> list[Line]:
    lines = [Line(say("invite", "vi"), 31, bold=True, ink="accent")]
    if "en" in card.languages:
        lines.append(Line(say("invite", "en"), 19, ink="accent", after=5))
    for language, size, ink in (("vi", 15.0, "ink"), ("en", 12.0, "ink-2")):
        if language in card.languages:
            minutes = minutes_in(card.minutes, language)
            lines.append(Line(say("promise", language, minutes=minutes), size, ink=ink))
    return lines


def _draw_steps(canvas: Canvas, card: DoorCard) -> None:
    """Three steps beside the code, numbered."""
    left = MARGIN + QR - 2 * mm
    top, room = QR_TOP - 10 * mm, 26 * mm
    for number, key in enumerate(
        ("step_scan", "step_code" if card.asks_code else "step_open", "step_send"), 1
    ):
        canvas.setFillColor(INK["accent"])
        canvas.setFont(BOLD, 30)
        canvas.drawString(left, top - 24, str(number))
        lines = [Line(say(key, "vi"), 14, bold=True)]
        if "en" in card.languages:
            lines.append(Line(say(key, "en"), 10.5, ink="ink-2"))
        draw_lines(canvas, lines, left + 11 * mm, top, WIDE - MARGIN - left - 11 * mm, room - 2 * mm)
        top -= room


def _draw_address(canvas: Canvas, card: DoorCard) -> None:
    lines = [Line(say("type", "vi"), 14)]
    if "en" in card.languages:
        lines.append(Line(say("type", "en"), 10.5, ink="ink-2"))
    top = QR_TOP - QR - 1 * mm
    top -= draw_lines(canvas, lines, MARGIN, top, COLUMN, 14 * mm)
    draw_address(canvas, card.short_address, MARGIN, top - 1 * mm, COLUMN, 22)


def _draw_foot(canvas: Canvas, card: DoorCard) -> None:
    canvas.setStrokeColor(INK["ink"])
    canvas.setLineWidth(0.4 * mm)
    canvas.line(MARGIN, FOOT_TOP, WIDE - MARGIN, FOOT_TOP)
    draw_lines(canvas, _small_print(card), MARGIN, FOOT_TOP - 3 * mm, COLUMN, FOOT_TOP - 13 * mm)


def _small_print(card: DoorCard) -> list[Line]:
    lines = []
    for language in ("vi", "en"):
        if language in card.languages:
            ink, size = ("ink", 10.5) if language == "vi" else ("ink-2", 9.5)
            lines.append(Line(" ".join(_facts(card, language)), size, ink=ink, after=3))
    printed = [
        say("printed", language, number=str(card.number), day=day_in(card.printed, language))
        for language in ("vi", "en")
        if language in card.languages
    ]
    return [*lines, Line(" / ".join(printed), 9, ink="ink-2")]


def _facts(card: DoorCard, language: str) -> list[str]:
    told = []
    host = card.host_en if language == "en" and card.host_en else card.host
    if host and card.plan:
        told.append(say("host_plan", language, host=host, plan=card.plan))
    elif host:
        told.append(say("host", language, host=host))
    told += [say("until", language, day=day_in(card.last_day, language)), say("not_complaint", language)]
    if card.channel:
        told.append(say("channel", language, channel=card.channel))
    return told


def _draw_simulated(canvas: Canvas) -> None:
    """Across the hem, in both languages: nobody may take it for a real survey."""
    text = " · ".join(say("simulated", language) for language in ("vi", "en"))
    canvas.setFillColor(INK["ink"])
    canvas.rect(0, HIGH - HEM, WIDE, 8 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK["paper"])
    canvas.setFont(BOLD, 12)
    canvas.drawCentredString(WIDE / 2, HIGH - HEM + 2.6 * mm, text)
