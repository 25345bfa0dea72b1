"""Other software that sets documents, given the same report: its words, tables and charts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reports.cells import cells
from reports.charts.inline import BROAD, svg
from reports.content import Block, Fact, Grid, Picture, Prose, Report, Section, Sentence
from reports.html import to_html
from reports.measures import Printer


def weasyprint_pdf(report: Report) -> Callable[[], bytes]:
    """The report's own page through WeasyPrint; its charts are the page's SVG."""
    from weasyprint import HTML

    page = to_html(report)

    def pdf() -> bytes:
        made: bytes = HTML(string=page).write_pdf()
        return made

    return pdf


def typst_pdf(report: Report, fonts: str) -> Callable[[], bytes]:
    """The report's words, tables and charts (as SVG) through Typst, with our typeface."""
    import typst

    source = typst_source(report).encode()
    compiler = typst.Fonts(include_system_fonts=False, font_paths=[fonts])

    def pdf() -> bytes:
        made: bytes = typst.compile(source, font_paths=compiler)
        return made

    return pdf


def typst_source(report: Report) -> str:
    """What Typst is given: A4 with our margins, our typeface, everything that is said and drawn."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield '#set page(paper: "a4", margin: (left: 30mm, right: 15mm, y: 20mm), numbering: "1/1")'
    yield f'#set text(font: "Be Vietnam Pro", size: 10pt, lang: {_text(report.language)})'
    yield f"= #{_text(report.title)}"
    yield _said(report.headline.sentences)
    yield from _facts(report.facts)
    printer = Printer(report.measure, report.language)
    for block in report.blocks:
        yield f"== #{_text(block.title)}"
        yield from _block(block, printer)
    yield from _facts(report.method)


def _block(block: Block, printer: Printer) -> Iterator[str]:
    if isinstance(block, Prose):
        yield from (_said(sentences) for sentences in block.paragraphs)
        return
    yield _said(block.finding)
    if isinstance(block, Section):
        told = [(row.label, cells(row.figure, printer)) for row in block.rows]
        rows = [[label, each.n, each.value, each.interval, each.others] for label, each in told]
        yield _table([block.first, "n", "", "", ""], rows)
    elif isinstance(block, Grid):
        yield _table(block.heads, [[cell.text for cell in row.cells] for row in block.rows])
    elif isinstance(block, Picture) and block.chart is not None:
        drawing = str(svg(block.chart, "", BROAD, "")).replace(
            "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
        )
        yield f'#image(bytes({_text(drawing)}), format: "svg", width: 100%)'
    yield _said(block.notes)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    filled = [[*row, *[""] * (len(heads) - len(row))] for row in rows]
    told = ", ".join(f"text({_text(cell)})" for row in [heads, *filled] for cell in row)
    return f"#table(columns: {len(heads)}, stroke: 0.3pt, {told})"


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        yield f"#strong({_text(fact.term)}) {_said(fact.sentences)}\n"


def _said(sentences: Sequence[Sentence]) -> str:
    return "#" + _text(" ".join(each.text for each in sentences)) + "\n"


def _text(text: Any) -> str:
    """A string as Typst writes it, which is that of JSON for all that we print."""
    return json.dumps(text, ensure_ascii=False)
