"""The page, the styles, the language and the properties of a DOCX."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from reports.parts.document import TAGS

FACE = "Times New Roman"
TEXT_WIDTH = Mm(210 - 30 - 15)
NO_DAY = dt.datetime(2000, 1, 1)
"""A document's date comes from its signature, not from a clock."""
STYLES = {
    "Heading 1": (13, True, False, 12, 4),
    "Heading 2": (13, True, False, 8, 3),
    "Body Text": (13, False, False, 0, 6),
    "Caption": (11, False, True, 3, 6),
}
"""Size, bold, italic, space before and after in points."""


def prepared(document: Any, title: str, language: str, *, running: str) -> Any:
    """A fresh document with margins and styles of an administrative one."""
    _properties(document, title, TAGS[language])
    _page(document.sections[0], running)
    normal = document.styles["Normal"]
    _face(normal, 13, bold=False, italic=False)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, bold, italic, before, after) in STYLES.items():
        style = document.styles[name]
        _face(style, size, bold=bold, italic=italic)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = name.startswith("Heading")
    document.styles["Body Text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return document


def _properties(document: Any, title: str, tag: str) -> None:
    told = document.core_properties
    told.title, told.language, told.author, told.last_modified_by = title[:255], tag, "", ""
    told.comments, told.keywords, told.subject = "", "", ""
    told.created = told.modified = NO_DAY
    told.revision = 1
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="{tag}" w:eastAsia="{tag}"/>'))


def _page(section: Any, running: str) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(10), Mm(8)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    number._p.append(parse_xml(field))
    for foot in (section.footer, section.first_page_footer):
        run = foot.paragraphs[0].add_run(running)
        run.font.size = Pt(8.5)


def _face(style: Any, size: float, *, bold: bool, italic: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FACE, Pt(size), bold, italic
    font.color.rgb = RGBColor(0x17, 0x21, 0x2B)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FACE)
