"""Drawing in millimetres from the top left corner, with a note of every place that a scanner looks at."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.paper.sizes import Size
from reports.paper.texts import SetText
from reports.parts.faces import BOLD_FIGURES, INK, width

RING = 0.3
"""Width of a bubble's line."""
CODE_SIZE = 2.6
"""Type of the code inside a bubble, in points for each millimetre of its radius."""
_CAP = 0.74
"""Height of a figure in the face's size."""


@dataclass(frozen=True)
class Bubble:
    """One place to mark: the answer it stands for and its centre."""

    page: int
    item: str
    code: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """One place to write."""

    page: int
    item: str
    x: float
    y: float
    width: float
    height: float


@dataclass
class Pen:
    """A canvas for one page of a ballot."""

    canvas: Canvas
    size: Size
    page: int = 1
    bubbles: list[Bubble] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def text(self, text: SetText, x: float, y: float) -> None:
        """A set text with its top left corner here."""
        text.paragraph.drawOn(self.canvas, x * mm, self._up(y + text.height))

    def rule(
        self, y: float, *, ink: str = "line-strong", weight: float = 0.15, x: float | None = None
    ) -> None:
        """A line across the questions."""
        self.line(self.size.left, y, self.size.right, y, ink=ink, weight=weight)

    def line(
        self, x: float, y: float, to_x: float, to_y: float, *, ink: str = "ink", weight: float = 0.2
    ) -> None:
        """A straight line, its weight in millimetres."""
        self.canvas.setStrokeColor(INK[ink])
        self.canvas.setLineWidth(weight * mm)
        self.canvas.line(x * mm, self._up(y), to_x * mm, self._up(to_y))

    def square(self, x: float, y: float, side: float, *, is_hollow: bool = False) -> None:
        """A black square with its top left corner here; a hollow one has a white middle."""
        self.canvas.setFillColor(INK["ink"])
        self.canvas.rect(x * mm, self._up(y + side), side * mm, side * mm, stroke=0, fill=1)
        if is_hollow:
            third = side / 3
            self.canvas.setFillColor(INK["paper"])
            middle = (x + third) * mm, self._up(y + 2 * third)
            self.canvas.rect(*middle, third * mm, third * mm, stroke=0, fill=1)

    def frame(
        self, x: float, y: float, wide: float, high: float, *, ink: str = "ink", weight: float = 0.25
    ) -> None:
        """An empty rectangle with its top left corner here."""
        self.canvas.setStrokeColor(INK[ink])
        self.canvas.setLineWidth(weight * mm)
        self.canvas.rect(x * mm, self._up(y + high), wide * mm, high * mm, stroke=1, fill=0)

    def bubble(self, item: str, code: str, x: float, y: float) -> None:
        """A place to mark with its centre here; its code inside, for those who key the answers."""
        self.circle(x, y, self.size.radius)
        if len(code) == 1:
            points = CODE_SIZE * self.size.radius
            self.canvas.setFillColor(INK["line-strong"])
            self.canvas.setFont(BOLD_FIGURES if code.isdigit() else "TextBold", points)
            self.canvas.drawCentredString(x * mm, self._up(y) - points * _CAP / 2, code)
        self.bubbles.append(Bubble(self.page, item, code, x, y))

    def circle(self, x: float, y: float, radius: float) -> None:
        """A ring that a pencil mark stands out from."""
        self.canvas.setStrokeColor(INK["ink"])
        self.canvas.setLineWidth(RING * mm)
        self.canvas.circle(x * mm, self._up(y), radius * mm, stroke=1, fill=0)

    def box(self, item: str, x: float, y: float, wide: float, high: float) -> None:
        """A place to write in."""
        self.frame(x, y, wide, high, weight=0.2)
        self.boxes.append(Box(self.page, item, x, y, wide, high))

    def label(
        self, text: str, right: float, baseline: float, *, face: str, points: float, ink: str = "ink"
    ) -> None:
        """One line that ends here."""
        self.canvas.setFillColor(INK[ink])
        self.canvas.setFont(face, points)
        self.canvas.drawRightString(right * mm, self._up(baseline), text)

    def tag(self, text: str, x: float, y: float, *, face: str, points: float) -> None:
        """A word in a frame, with its top left corner here."""
        pad = 1.6
        wide, high = width(text, face, points) / mm + 2 * pad, points * 1.36 / mm + 0.8
        self.frame(x, y, wide, high)
        self.canvas.setFillColor(INK["ink"])
        self.canvas.setFont(face, points)
        self.canvas.drawString((x + pad) * mm, self._up(y + high / 2) - points * _CAP / 2, text)

    def _up(self, y: float) -> float:
        """From millimetres below the top to points above the bottom, as PDF counts."""
        return (self.size.height - y) * mm
