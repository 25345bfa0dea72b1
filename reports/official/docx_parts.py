"""Tables, rules and the sealed file of a DOCX."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from reports.content import Cell, Grid, GridRow
from reports.official.docx_setting import TEXT_WIDTH
from reports.style import TOKENS

TWIPS = TEXT_WIDTH.pt * 20
"""Width of the text in twentieths of a point."""
TINTS = {"higher": TOKENS["high-tint"][1:], "lower": TOKENS["low-tint"][1:]}
MANY = 8
"""Above this many columns a table is set smaller."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP file knows."""


def grid_table(document: Any, grid: Grid) -> Table:
    """A table with borders whose head repeats on every page.

    It is written as one text: the library's own cells take time that grows with the square of the rows.
    """
    shares = grid.widths or (0.34, *[0.66 / max(1, len(grid.heads) - 1)] * (len(grid.heads) - 1))
    widths = [round(TWIPS * share) for share in shares[: len(grid.heads)]]
    size = 21 if len(grid.heads) <= MANY else 16
    head = GridRow(tuple(Cell(text) for text in grid.heads))
    rows = [_row(head, widths, size, bold=True, repeated=True, kept=True)]
    # Two rows at least on each side of a page break, and no group without a row of its own.
    kept = {0, len(grid.rows) - 2} | {at for at, row in enumerate(grid.rows) if row.role == "group"}
    rows += [
        _row(each, widths, size, bold=each.role != "", kept=at in kept and at < len(grid.rows) - 1)
        for at, each in enumerate(grid.rows)
    ]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="0" w:noVBand="1"/>'
        f"{_caption(grid)}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, told)
    return Table(told, document)


def bare_table(document: Any, shares: tuple[float, ...]) -> Table:
    """One row without borders, for what stands side by side."""
    table: Table = document.add_table(1, len(shares))
    table.autofit = False
    for column, cell, share in zip(table.columns, table.rows[0].cells, shares, strict=True):
        column.width = Emu(round(TEXT_WIDTH * share))
        cell.width = Emu(round(TEXT_WIDTH * share))
        margins = '<w:tcMar %s><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
        cell._tc.get_or_add_tcPr().append(parse_xml(margins % nsdecls("w")))
    return table


def ruled(paragraph: Paragraph, aside: float) -> None:
    """A drawn rule under a centred line, `aside` of the cell away from each side."""
    below = paragraph.insert_paragraph_before("")
    # The rule stands after the text, so the two change places.
    paragraph._p.addnext(below._p)
    form = below.paragraph_format
    cell: Any = paragraph._parent
    form.left_indent = form.right_indent = Emu(round(cell.width * aside))
    form.space_after, form.line_spacing = Pt(0), 0.3
    border = '<w:pBdr %s><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    below._p.get_or_add_pPr().insert_element_before(
        parse_xml(border % nsdecls("w")), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def sealed(data: bytes) -> bytes:
    """The same file without the hour at which it was packed."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as packed, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in packed.namelist():
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, packed.read(name))
    return target.getvalue()


def _caption(grid: Grid) -> str:
    title = escape(grid.title or grid.heads[0], {'"': "&quot;"})
    return f'<w:tblCaption w:val="{title}"/>'


def _row(
    row: GridRow, widths: list[int], size: int, *, bold: bool, repeated: bool = False, kept: bool = False
) -> str:
    """One row; a kept one stays on the page of the next."""
    empty = [Cell("")] * (len(widths) - len(row.cells))
    cells = "".join(
        _cell(cell, width, size, bold=bold, right=place > 0, kept=kept)
        for place, (cell, width) in enumerate(zip([*row.cells, *empty], widths, strict=True))
    )
    head = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>"


def _cell(cell: Cell, width: int, size: int, *, bold: bool, right: bool, kept: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINTS[cell.tone]}"/>' if cell.tone in TINTS else ""
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    text = f'<w:r>{look}<w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r>' if cell.text else ""
    side, hold = ("right" if right else "left"), ("<w:keepNext/>" if kept else "")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:tcMar><w:left w:w="60" w:type="dxa"/>'
        f'<w:right w:w="60" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'{hold}<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
        f"{text}</w:p></w:tc>"
    )
