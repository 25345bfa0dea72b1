"""P1: a full report as PDF beside plain lines on a raw canvas and beside other software on the same content."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from itertools import cycle
from pathlib import Path

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reports.content import Report
from reports.html import to_html
from reports.pdf import to_pdf
from tests.bench.peers_report import typst_pdf, weasyprint_pdf
from tests.bench.reports_cast import Simulated
from tests.bench.rows import Row, seconds, side_by_side

UNITS, BALLOTS, LINES, FACE = 20, 250, 50, "BenchText"
TIMES = 19
TEXT = "Mức độ hài lòng của người dân, tổ chức đối với việc giải quyết thủ tục hành chính"
FONTS = Path(str(files("fontpkg_be_vietnam_pro") / "files"))


def rows() -> Iterator[Row]:
    """Milliseconds of one full report, its ratio to the floor, and to two typesetters."""
    simulated = Simulated(UNITS, BALLOTS)
    reports = [simulated.report(number, "full") for number in range(UNITS)]
    size = len(to_pdf(reports[0]))
    pages = len(PdfReader(io.BytesIO(to_pdf(reports[0]))).pages)
    pdfmetrics.registerFont(TTFont(FACE, str(FONTS / "BeVietnamPro-Regular.ttf")))

    ours, floor = side_by_side(_each(reports, to_pdf), lambda: _plain(pages), times=TIMES)
    told = (
        f"{pages} pages, {size / 1000:.0f} KB; {pages} pages of {LINES} plain lines take {floor * 1e3:.1f} ms"
    )
    yield Row("P1 one full report", "ms", 45, ours * 1e3, told)
    yield Row("P1 one full report against a raw canvas", "x", 4.5, ours / floor, told)
    short = [simulated.report(number, "two-page") for number in range(UNITS)]
    two = seconds(_each(short, to_pdf), times=TIMES) * 1e3
    page = seconds(_each(reports, to_html), times=TIMES) * 1e3
    yield Row("P1 two pages, and the page of a full report", "ms", None, two, f"the page {page:.1f} ms")
    yield from _peers(reports)


def _peers(reports: Sequence[Report]) -> Iterator[Row]:
    try:
        theirs = cycle([typst_pdf(report, str(FONTS)) for report in reports])
        both = side_by_side(_each(reports, to_pdf), lambda: next(theirs)(), times=TIMES)
        told = f"the same words, tables and charts, another report each time: {both[1] * 1e3:.0f} ms"
        yield Row("P1 one full report against Typst", "x", 1, both[0] / both[1], told)
    except ImportError as error:
        yield Row("P1 one full report against Typst", "x", 1, None, f"not measured: {error}")
    try:
        pages = cycle([weasyprint_pdf(report) for report in reports])
        both = side_by_side(_each(reports, to_pdf), lambda: next(pages)(), times=5)
        told = f"the report's own page, another each time: {both[1] * 1e3:.0f} ms"
        yield Row("P1 WeasyPrint against one full report", "x", 18, both[1] / both[0], told, at_least=True)
    except (ImportError, OSError) as error:
        yield Row(
            "P1 WeasyPrint against one full report", "x", 18, None, f"not measured: {error}", at_least=True
        )


def _each(reports: Sequence[Report], draw: Callable[[Report], object]) -> Callable[[], object]:
    """Draws the next report every time, so that nothing is remembered of the last one."""
    turn = cycle(reports)
    return lambda: draw(next(turn))


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
