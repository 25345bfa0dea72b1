"""What makes drawing quick changes nothing that is seen: letters cut once, lines broken once, nothing said twice."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from reports.parts import text as texts
from reports.parts.alphabet import LETTERS
from reports.parts.document import a4_document
from reports.parts.faces import BOLD, INK, SERIF, SERIF_BOLD, TEXT, register
from reports.parts.sparing import SparingCanvas
from reports.parts.text import paragraph

FACES = (SERIF, SERIF_BOLD, TEXT, BOLD)
OUTSIDE = "½"
"""A sign that our faces have and no text of ours."""
LONG = "Tỷ lệ hài lòng <b>chung của đơn vị</b> trong đợt khảo sát năm 2026 của tỉnh. " * 9


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    texts._kept.cache_clear()
    yield
    texts._kept.cache_clear()


def drawn(kind: type[Canvas], draw: Callable[[Canvas], None]) -> bytes:
    register()
    target = io.BytesIO()
    canvas = kind(target, pagesize=A4, invariant=1, initialFontName=SERIF)
    draw(canvas)
    canvas.save()
    return target.getvalue()


def pixels(pdf: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=1).to_numpy().tobytes() for page in document]


def read(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def font_streams(pdf: bytes) -> list[bytes]:
    reader = PdfReader(io.BytesIO(pdf))
    held = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    return sorted(each._data for each in held if hasattr(each, "_data") and "/Length1" in each)  # type: ignore[attr-defined]


def line(text: str, face: str = SERIF) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, 12)
        canvas.drawString(20, 700, text)

    return drawn(SparingCanvas, draw)


@pytest.mark.parametrize("face", FACES)
def test_every_letter_is_read_back_as_it_was_written(face: str) -> None:
    halves = LETTERS[33:150], LETTERS[150:]

    for half in halves:
        assert read(line(half, face)).replace("\n", "") == half.rstrip()


@pytest.mark.parametrize("face", FACES)
def test_documents_with_other_texts_hold_the_same_letters(face: str) -> None:
    first, second = font_streams(line("Sở Y tế", face)), font_streams(line("Xã An Hòa 86,50%", face))

    assert first == second and len(first) >= 1


def test_a_letter_outside_the_alphabet_comes_into_its_document_and_no_other() -> None:
    bare = line("một phần")

    with_sign = line(f"một {OUTSIDE} phần")

    assert read(with_sign).strip() == f"một {OUTSIDE} phần"
    assert font_streams(with_sign) != font_streams(bare)
    assert line("một phần") == bare


def test_a_space_that_does_not_break_is_drawn_as_a_space() -> None:
    assert pixels(line("86\u00a0%")) == pixels(line("86 %"))


def story(before: float) -> list[Flowable]:
    return [Spacer(1, before), paragraph(LONG, "body"), paragraph(LONG, "body"), paragraph("xong", "body")]


def document(before: float) -> bytes:
    return a4_document(story(before), title="t", language="vi", canvas=SparingCanvas)


def test_a_paragraph_that_was_divided_once_stands_whole_in_the_next_document() -> None:
    fresh = document(0)
    texts._kept.cache_clear()

    divided = document(700)
    again = document(0)

    assert len(PdfReader(io.BytesIO(divided)).pages) == 2
    assert again == fresh
    assert document(700) == divided


def test_the_same_paragraph_may_stand_at_the_foot_of_a_page_and_on_the_next() -> None:
    tall = [Spacer(1, 712), paragraph(LONG, "body"), paragraph(LONG, "body")]

    pages = PdfReader(io.BytesIO(a4_document(tall, title="t", language="vi"))).pages

    assert "".join(page.extract_text() for page in pages).count("Tỷ lệ hài lòng") == 18


def strokes(seed: int) -> Callable[[Canvas], None]:
    """A drawing by chance: colours, weights, saved and restored states, texts and lines, two pages."""

    def draw(canvas: Canvas) -> None:
        chance, depth = random.Random(seed), 0
        names = sorted(INK)[:5]
        for step in range(160):
            x, y = chance.uniform(40, 500), chance.uniform(40, 780)
            deed = chance.randrange(9)
            if deed == 0:
                canvas.setFillColor(INK[chance.choice(names)])
            elif deed == 1:
                canvas.setStrokeColor(INK[chance.choice(names)])
            elif deed == 2:
                canvas.setLineWidth(chance.choice((0.5, 1, 2)))
            elif deed == 3:
                canvas.saveState()
                depth += 1
            elif deed == 4 and depth:
                canvas.restoreState()
                depth -= 1
            elif deed == 5:
                canvas.setFont(chance.choice(FACES), chance.choice((8, 12)))
            elif deed == 6:
                canvas.line(x, y, x + 30, y + 5)
            elif deed == 7:
                canvas.rect(x, y, 20, 9, stroke=1, fill=1)
            else:
                how = chance.choice((canvas.drawString, canvas.drawRightString, canvas.drawCentredString))
                how(x, y, f"Xã An Hòa {step}")
            if step == 80:
                while depth:
                    canvas.restoreState()
                    depth -= 1
                canvas.showPage()
        while depth:
            canvas.restoreState()
            depth -= 1

    return draw


@pytest.mark.parametrize("seed", range(6))
def test_what_is_not_said_twice_looks_the_same(seed: int) -> None:
    plain, sparing = drawn(Canvas, strokes(seed)), drawn(SparingCanvas, strokes(seed))

    assert pixels(sparing) == pixels(plain)
    assert sparing != plain
