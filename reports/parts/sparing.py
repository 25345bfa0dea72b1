"""A canvas that writes a third less: nothing that holds already, and short texts in one piece."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas


class SparingCanvas(Canvas):
    """What is set once holds until it is set again; saving and restoring a state are ReportLab's own."""

    def setFillColor(self, aColor: Color, alpha: float | None = None) -> None:
        if aColor is not self._fillColorObj or alpha is not None:
            super().setFillColor(aColor, alpha)

    def setStrokeColor(self, aColor: Color, alpha: float | None = None) -> None:
        if aColor is not self._strokeColorObj or alpha is not None:
            super().setStrokeColor(aColor, alpha)

    def setLineWidth(self, width: float) -> None:
        if width != self._lineWidth:
            super().setLineWidth(width)

    def drawString(self, x: float, y: float, text: str, *given: Any, **more: Any) -> None:
        """A short text on its baseline; one of the letters of our faces needs no text object."""
        font = pdfmetrics.getFont(self._fontname)
        pieces = font.splitString(text, self._doc) if font._dynamicFont and not (given or more) else ()
        if len(pieces) != 1:
            super().drawString(x, y, text, *given, **more)
            return
        subset, letters = pieces[0]
        face = f"{font.getSubsetInternalName(subset, self._doc)} {fp_str(self._fontsize)} Tf"
        face += f" {fp_str(self._leading)} TL"
        # The line is ended: programs that read the text back begin a new one after it.
        self._code.append(f"BT 1 0 0 1 {fp_str(x, y)} Tm {face} ({self._escape(letters)}) Tj T* ET")

    def drawRightString(self, x: float, y: float, text: str, *given: Any, **more: Any) -> None:
        """A short text that ends at x."""
        if given or more:
            super().drawRightString(x, y, text, *given, **more)
        else:
            self.drawString(x - self.stringWidth(text), y, text)

    def drawCentredString(self, x: float, y: float, text: str, *given: Any, **more: Any) -> None:
        """A short text whose middle is at x."""
        if given or more:
            super().drawCentredString(x, y, text, *given, **more)
        else:
            self.drawString(x - self.stringWidth(text) / 2, y, text)
