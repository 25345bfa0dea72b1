"""A paper ballot laid out once, and drawn as often as there are numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from questionnaires.model import say
from reports import style
from reports.paper import words
from reports.paper.asking import Asking
from reports.paper.content import Paper, PaperError
from reports.paper.flow import Placed, flow
from reports.paper.front import front
from reports.paper.furniture import draw_number, dress
from reports.paper.pen import Box, Bubble, Pen
from reports.paper.sheets import Side, n_pages, n_sheets, sides
from reports.paper.sizes import SIZES, Size
from reports.paper.story import story
from reports.paper.texts import set_text
from reports.parts.faces import TEXT, register

FORMAT = "HLB1"
"""The first word of a QR code: what it is, and the version of what follows."""
MOST_SPARE = 1.2
"""How much a comment box grows at most, in its own height."""


@dataclass(frozen=True)
class Ballot:
    """A ballot laid out: its pages, and where a scanner finds every mark."""

    paper: Paper
    asking: Asking
    placed: tuple[tuple[Placed, ...], ...]
    bubbles: tuple[Bubble, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.placed)

    @property
    def sides(self) -> list[Side]:
        return sides(self.pages, self.asking.size)


def lay_out(paper: Paper) -> Ballot:
    """Put a questionnaire on pages.

    Raises
    ------
    PaperError: a size, a language or a unit that cannot be printed; a question longer than a page.
    """
    asking = _asking(paper)
    register()
    asking, pages = _filled(_saving(asking, paper), paper)
    blank = n_pages(len(pages), asking.size) - len(pages)
    placed = tuple(tuple(page) for page in [*pages, *[[] for _ in range(blank)]])
    ballot = Ballot(paper, asking, placed)
    pens = _draw_forms(Canvas(BytesIO(), initialFontName=TEXT), ballot)
    return replace(
        ballot,
        bubbles=tuple(bubble for pen in pens for bubble in pen.bubbles),
        boxes=tuple(box for pen in pens for box in pen.boxes),
    )


def draw(ballot: Ballot, serials: Sequence[str], layout: str) -> bytes:
    """The PDF of one copy a number; equal input gives equal bytes."""
    target = BytesIO()
    first = ballot.asking.languages[0]
    canvas = Canvas(target, invariant=1, initialFontName=TEXT, lang={"vi": "vi-VN", "en": "en-GB"}[first])
    canvas.setTitle(style.plain(say(ballot.paper.questionnaire.title, first)))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("")
    _draw_forms(canvas, ballot)
    for serial in serials:
        for side in ballot.sides:
            canvas.setPageSize((side.width * mm, side.height * mm))
            for page, x in side.pages:
                canvas.saveState()
                canvas.translate(x * mm, 0)
                canvas.doForm(_form(page))
                content = qr_content(ballot.paper, serial, layout, page, ballot.pages)
                draw_number(Pen(canvas, ballot.asking.size, page), ballot.asking, serial, content)
                canvas.restoreState()
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def qr_content(paper: Paper, serial: str, layout: str, page: int, pages: int) -> str:
    """What the QR code says: HLB1|questionnaire|version|unit|wave|number|layout|page/pages."""
    asked = paper.questionnaire
    own = [FORMAT, asked.code, asked.version, paper.unit, paper.wave, serial, layout]
    return "|".join([*own, f"{page:02d}/{pages:02d}"])


def _asking(paper: Paper) -> Asking:
    if paper.size not in SIZES:
        raise PaperError(f"no size {paper.size!r}; --size; choose one of {', '.join(SIZES)}")
    declared = paper.questionnaire.languages
    for language in paper.languages:
        if language not in declared:
            name = f"{paper.questionnaire.code} {paper.questionnaire.version}"
            raise PaperError(
                f"{name} has no {language}; --lang; choose {' or '.join(declared)}, or both as vi,en"
            )
        style.known(language)
    for name in (paper.unit, paper.wave):
        if "|" in name:
            raise PaperError(f"{name!r} cannot stand in a QR code; take out the |")
    return Asking(paper.questionnaire, paper.languages, SIZES[paper.size])


def _saving(asking: Asking, paper: Paper) -> Asking:
    """Set tighter where that saves a sheet of each ballot, or its back; large type never is."""
    if asking.size.is_large:
        return asking
    tighter = replace(asking, size=asking.size.tighter)
    usual, saved = (_cost(_paged(each, paper), asking.size) for each in (asking, tighter))
    return tighter if saved < usual else asking


def _cost(pages: list[list[Placed]], size: Size) -> tuple[int, bool]:
    """Sheets, and whether they are printed on both sides."""
    return n_sheets(len(pages), size), len(pages) > 1


def _filled(asking: Asking, paper: Paper) -> tuple[Asking, list[list[Placed]]]:
    """The pages with what room there is used: a cover where a booklet has a page to spare, larger boxes."""
    pages = _paged(asking, paper)
    for use in (_with_cover, _with_spare):
        tried = use(asking, pages)
        fuller = _paged(tried, paper)
        if n_pages(len(fuller), asking.size) == n_pages(len(pages), asking.size):
            asking, pages = tried, fuller
    return asking, pages


def _paged(asking: Asking, paper: Paper) -> list[list[Placed]]:
    first, *others = story(asking)
    questions = [replace(first, starts_page=asking.has_cover), *others]
    return flow([*front(asking, paper), *questions], asking.size)


def _with_cover(asking: Asking, _pages: list[list[Placed]]) -> Asking:
    return replace(asking, has_cover=asking.size.is_booklet)


def _with_spare(asking: Asking, pages: list[list[Placed]]) -> Asking:
    return replace(asking, spare=_spare(asking, pages))


def _spare(asking: Asking, pages: list[list[Placed]]) -> float:
    """What the last page leaves free for each comment box."""
    boxes = [item for item in asking.questionnaire.items if item.kind == "text" and item.asked_if is None]
    last = pages[-1][-1]
    free = asking.size.bottom - last.y - last.piece.height - 0.1
    return min(free / len(boxes), MOST_SPARE * asking.size.box) if boxes else 0.0


def _draw_forms(canvas: Canvas, ballot: Ballot) -> list[Pen]:
    """Each page once, to be used by every copy; the pens know what was drawn."""
    size = ballot.asking.size
    pens = []
    for page, placed in enumerate(ballot.placed, start=1):
        canvas.beginForm(_form(page), 0, 0, size.width * mm, size.height * mm)
        pen = Pen(canvas, size, page)
        dress(pen, ballot.asking, ballot.paper, page, ballot.pages)
        for each in placed:
            each.piece.paint(pen, each.y)
        if not placed:
            _draw_blank(pen, ballot.asking)
        canvas.endForm()
        pens.append(pen)
    return pens


def _draw_blank(pen: Pen, asking: Asking) -> None:
    told = " / ".join(words.say("blank", language) for language in asking.languages)
    text = set_text(told, "quiet", asking.size, asking.size.room)
    pen.text(text, asking.size.left, asking.size.top)


def _form(page: int) -> str:
    return f"page{page}"
