"""What stands on every page: corner squares, the band with number and QR code, the foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from questionnaires.model import say
from reports import style
from reports.paper import words
from reports.paper.asking import Asking
from reports.paper.content import Paper
from reports.paper.pen import Pen
from reports.paper.sizes import Size
from reports.paper.texts import SetText, beside, both, set_text, styles
from reports.parts.faces import BOLD, INK, TEXT, width
from reports.parts.text import escaped

QUIET_ZONE = 4
"""Modules of white around the code that readers need."""


@dataclass(frozen=True)
class Mark:
    """One corner square: its name and its centre; the hollow one tells which way up the page lies."""

    corner: str
    x: float
    y: float
    is_hollow: bool


def marks(size: Size) -> list[Mark]:
    """The four squares, three black and the last hollow."""
    near = size.mark_edge + size.mark / 2
    right, low = size.width - near, size.height - near
    places = {
        "top_left": (near, near),
        "top_right": (right, near),
        "bottom_left": (near, low),
        "bottom_right": (right, low),
    }
    return [Mark(name, x, y, name == "bottom_right") for name, (x, y) in places.items()]


def qr_place(size: Size) -> tuple[float, float]:
    """The top left corner of the QR code with its white margin."""
    return size.right - size.qr, size.mark_edge


def dress(pen: Pen, asking: Asking, paper: Paper, page: int, pages: int) -> None:
    """Everything around the questions that is the same on every copy."""
    size = asking.size
    for mark in marks(size):
        half = size.mark / 2
        pen.square(mark.x - half, mark.y - half, size.mark, is_hollow=mark.is_hollow)
    _draw_band(pen, asking, paper, page)
    _draw_foot(pen, asking, paper, page, pages)


def draw_number(pen: Pen, asking: Asking, serial: str, content: str) -> None:
    """The number and the QR code of one copy."""
    size = asking.size
    x, y = qr_place(size)
    said = " / ".join(words.say("serial", language) for language in asking.languages)
    points = 9 if size.is_booklet else 10
    pen.label(said, x - 1, y + 5.2, face=TEXT, points=points * 0.8, ink="ink-2")
    pen.label(serial, x - 1, y + 10.6, face=BOLD, points=points * 1.35)
    _draw_code(pen.canvas, content, x * mm, (size.height - y - size.qr) * mm, size.qr * mm)


def band_bottom(asking: Asking, paper: Paper, page: int) -> float:
    """Where the words beside the QR code end; long names of agencies go below it."""
    words_height = sum(text.height for text in _band(asking, paper, page))
    return asking.size.mark_edge + 0.6 + words_height + len(_tags(paper)) * _tag_step(asking.size)


def _draw_band(pen: Pen, asking: Asking, paper: Paper, page: int) -> None:
    size = asking.size
    y = size.mark_edge + 0.6
    for text in _band(asking, paper, page):
        pen.text(text, size.left, y)
        y += text.height
    for key in _tags(paper):
        points = _tag_points(size)
        pen.tag(words.say(key, asking.languages[0]), size.left, y + 0.6, face=BOLD, points=points)
        y += _tag_step(size)


def _band(asking: Asking, paper: Paper, page: int) -> list[SetText]:
    size = asking.size
    room = _band_room(size)
    texts = _agency(asking, paper) if page == 1 else _running(asking, paper)
    return [set_text(text, "running", size, room) for text in texts]


def _band_room(size: Size) -> float:
    """What the number and the QR code leave beside them."""
    return size.room - size.qr - (26 if size.is_booklet else 34)


def _tags(paper: Paper) -> list[str]:
    return [key for key, is_so in (("test", paper.is_test), ("simulated", paper.is_simulated)) if is_so]


def _tag_points(size: Size) -> float:
    return 7.0 if size.is_booklet else 8.5


def _tag_step(size: Size) -> float:
    return _tag_points(size) * 1.36 / mm + 1.6


def _agency(asking: Asking, paper: Paper) -> Iterator[str]:
    """Who runs the survey, and under which plan."""
    if paper.notice.host:
        yield f"<b>{both(paper.notice.host, asking.languages)}</b>"
    if paper.notice.plan:
        plan = style.plain(paper.notice.plan)
        told = [words.say("plan", language, plan=plan) for language in asking.languages]
        yield beside(told[0], told[1:], joined=" / ")
    if not paper.notice.host and not paper.notice.plan:
        yield asking.say("survey")


def _running(asking: Asking, paper: Paper) -> Iterator[str]:
    """What the page belongs to, a line each; the first page has the names in full."""
    first = asking.languages[0]
    points = styles(asking.size)["running"].fontSize
    room = _band_room(asking.size) * mm - 1
    yield escaped(_cut(style.plain(say(paper.questionnaire.title, first)), TEXT, points, room))
    if paper.unit_name:
        name = _cut(style.plain(say(paper.unit_name, first)), BOLD, points, room)
        yield f"<b>{escaped(name)}</b>"


def _cut(text: str, face: str, points: float, room: float) -> str:
    """As much of a text as one line takes."""
    kept = text
    while width(kept + "…", face, points) > room and len(kept) > 1:
        kept = kept[:-1].rstrip()
    return text if width(text, face, points) <= room else kept + "…"


def _draw_foot(pen: Pen, asking: Asking, paper: Paper, page: int, pages: int) -> None:
    size = asking.size
    y = size.height - size.mark_edge - size.mark
    told = [words.say("page", language, page=str(page), pages=str(pages)) for language in asking.languages]
    name = f"{paper.questionnaire.code} {paper.questionnaire.version}"
    text = set_text(f"{beside(told[0], told[1:], joined=' / ')} · {name}", "foot", size, size.room)
    pen.text(text, size.left, y + (size.mark - text.height) / 2)


def _draw_code(canvas: Canvas, content: str, x: float, y: float, side: float) -> None:
    """The QR code as black rectangles; some damage to the paper is forgiven."""
    rows = list(segno.make_qr(content, error="m").matrix)
    module = side / (len(rows) + 2 * QUIET_ZONE)
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        top = y + side - (down + QUIET_ZONE) * module
        for start, length in _runs(row):
            path.rect(x + (start + QUIET_ZONE) * module, top - module, length * module, module)
    canvas.setFillColor(INK["ink"])
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytes | bytearray) -> Iterator[tuple[int, int]]:
    """Neighbouring black modules: where they begin and how many there are."""
    start = 0
    for place in range(1, len(row) + 1):
        if place == len(row) or row[place] != row[start]:
            if row[start]:
                yield start, place - start
            start = place
