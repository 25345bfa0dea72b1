"""An attachment in a PDF that ReportLab draws: no date, the same bytes every time."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reports.embedding.payload import FILE


def carrying(canvas: type[Canvas], data: bytes) -> type[Canvas]:
    """A canvas class like `canvas` whose document has `data` attached."""

    class Carrying(canvas):  # type: ignore[misc, valid-type]
        def save(self) -> None:
            attach(self, data)
            super().save()

    return Carrying


def attach(canvas: Canvas, data: bytes) -> None:
    """Attach `data` to the document of a canvas that is not saved yet."""
    document: Any = canvas._doc  # type: ignore[attr-defined]
    head = {
        "Type": pdfdoc.PDFName("EmbeddedFile"),
        "Params": pdfdoc.PDFDictionary({"Size": len(data)}),
    }
    # Bare deflate: ReportLab's own second coat of ASCII would add a quarter.
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(head), data, [pdfdoc.PDFZCompress])
    held = document.Reference(stream, "hailongReport")
    name = pdfdoc.PDFString(FILE)
    told = {
        "Type": pdfdoc.PDFName("Filespec"),
        "F": name,
        "UF": name,
        "EF": pdfdoc.PDFDictionary({"F": held}),
        "AFRelationship": pdfdoc.PDFName("Data"),
    }
    file = document.Reference(pdfdoc.PDFDictionary(told), "hailongReportFile")
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, file])})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})
