"""A report as a PDF of A4 pages."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer

from reports import words
from reports.charts.block import chart_block
from reports.content import Fact, Report, Sentence
from reports.embedding.attaching import carrying
from reports.embedding.payload import payload
from reports.parts.columns import PAGE
from reports.parts.faces import TEXT, register
from reports.parts.facts import HeadlineBlock, fact_lines, heading
from reports.parts.page import BOTTOM, HEIGHT, LEFT, TOP, canvas_for
from reports.parts.rows import row_table
from reports.parts.text import escaped, paragraph


def to_pdf(report: Report) -> bytes:
    """The report as PDF with its content embedded; the same report gives the same bytes any day."""
    register()
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=A4,
        title=report.title,
        author="",
        subject="",
        creator="",
        lang={"vi": "vi-VN", "en": "en-GB"}[report.language],
        invariant=1,
        initialFontName=TEXT,
        allowSplitting=1,
    )
    frame = Frame(LEFT, BOTTOM, PAGE, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    document.build(_story(report), canvasmaker=carrying(canvas_for(report), payload(report)))
    return target.getvalue()


def _story(report: Report) -> list[Flowable]:
    story: list[Flowable] = []
    for text, style in ((report.lead, "lead"), (report.name, "title"), (report.subtitle, "subtitle")):
        if text:
            story.append(paragraph(escaped(text), style))
    story += [Spacer(1, 2.5 * mm), HeadlineBlock(report), *fact_lines(report.facts)]
    story += [row_table(report, section) for section in report.sections]
    story += [chart_block(picture, report.language) for picture in report.pictures]
    story += [heading(words.say("section_method", report.language))]
    story += fact_lines((*report.method, _legend(report)), small=True)
    return story


def _legend(report: Report) -> Fact:
    told = "; ".join(f"{symbol.sign} {symbol.meaning}" for symbol in report.legend)
    return Fact(words.say("term_display", report.language), (Sentence(told + "."),))
