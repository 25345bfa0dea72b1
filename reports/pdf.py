"""A report as a PDF of A4 pages."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from reports import words
from reports.content import Fact, Report, Sentence
from reports.embedding.attaching import carrying
from reports.embedding.payload import payload
from reports.parts.blocks import chapter_story, drawn_block
from reports.parts.document import a4_document
from reports.parts.faces import register
from reports.parts.facts import HeadlineBlock, fact_lines, heading, small_print
from reports.parts.page import canvas_for
from reports.parts.text import escaped, paragraph
from reports.serif import refuse_other


def to_pdf(report: Report, data: bytes | None = None) -> bytes:
    """The report as PDF with its content embedded; the same report gives the same bytes any day.

    `data` is the report's payload, where it has been made already.
    """
    refuse_other(report.about.fonts)
    register()
    canvas = carrying(canvas_for(report), data or payload(report))
    return a4_document(_story(report), title=report.title, language=report.language, canvas=canvas)


def _story(report: Report) -> list[Flowable]:
    story: list[Flowable] = [paragraph(escaped(text), style) for text, style in _head(report) if text]
    story += [Spacer(1, 2.5 * mm), HeadlineBlock(report), *fact_lines(report.facts)]
    for block in (*report.sections, *report.pictures):
        story += drawn_block(block, report)
    for chapter in report.chapters:
        story += chapter_story(chapter, report)
    story += [heading(words.say("section_method", report.language))]
    story += small_print((*report.method, _legend(report)))
    return story


def _head(report: Report) -> tuple[tuple[str, str], ...]:
    annex = report.annex
    if annex is None:
        return (report.lead, "lead"), (report.name, "title"), (report.subtitle, "subtitle")
    head = (annex.number, "annex"), (annex.title, "annex"), (annex.attached, "attached")
    return (*head, (report.subtitle, "under_annex"))


def _legend(report: Report) -> Fact:
    told = "; ".join(f"{symbol.sign} {symbol.meaning}" for symbol in report.legend)
    return Fact(words.say("term_display", report.language), (Sentence(told + "."),))
