"""P1: a unit's report as PDF beside the same number of pages of plain lines on a raw canvas."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files

import numpy as np
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from analysis.design import Design
from analysis.summary import summarise
from questionnaires.answers import positions
from questionnaires.load import load
from reports.content import About, Report
from reports.pdf import to_pdf
from reports.unit import unit_report
from tests.bench.rows import Row, seconds

BALLOTS, UNITS, LINES, FACE = 2_000, 10, 50, "BenchText"
TEXT = "Mức độ hài lòng của người dân, tổ chức đối với việc giải quyết thủ tục hành chính"


def rows() -> Iterator[Row]:
    """How many times the floor one report takes."""
    report = _report()
    pages = len(PdfReader(io.BytesIO(to_pdf(report))).pages)
    face = files("fontpkg_be_vietnam_pro") / "files" / "BeVietnamPro-Regular.ttf"
    pdfmetrics.registerFont(TTFont(FACE, str(face)))

    ours = seconds(lambda: to_pdf(report), times=9)
    floor = seconds(lambda: _plain(pages), times=9)
    what = f"{ours * 1e3:.1f} ms; {pages} pages of {LINES} plain lines take {floor * 1e3:.1f} ms"
    yield Row("P1 one report against a raw canvas", "x", 4.5, ours / floor, what)


def _report() -> Report:
    form = load("unit-short")
    random = np.random.default_rng(2026)
    answers = np.full((BALLOTS, len(positions(form))), ord("."), np.uint8)
    rated = {item.code for item in form.rated_items}
    for number, place in enumerate(positions(form)):
        if place.item in rated:
            answers[:, number] = random.choice(
                np.frombuffer(b"12345", np.uint8), BALLOTS, p=[0.02, 0.04, 0.1, 0.5, 0.34]
            )
    unit = [f"Sở số {number}" for number in random.integers(1, UNITS + 1, BALLOTS)]
    design = Design.of(BALLOTS, stratum=unit, declared=False)
    summary = summarise(form, answers, design=design, unit=unit)
    about = About("Bench", "bench.csv", "0" * 12, True, form.code, form.version)
    return unit_report(summary, form, unit=summary.units[0], wave=None, language="vi", about=about)


def _plain(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, initialFontName=FACE)
    for page in range(pages):
        canvas.setFont(FACE, 10)
        for line in range(LINES):
            canvas.drawString(56, 790 - 15 * line, f"{page}.{line} {TEXT}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
