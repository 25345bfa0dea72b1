"""The sizes a ballot is printed in: page, margins, type and bubbles."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """Lengths in millimetres from the top left corner of the page, type in points."""

    name: str
    width: float
    height: float
    left: float
    top: float
    """Where the questions begin on every page, below the band with the number and the QR code."""
    bottom: float
    """Where they end, above the foot."""
    mark: float
    """Side of the square in each corner."""
    mark_edge: float
    """From the edge of the page to the square."""
    qr: float
    radius: float
    title: float
    text: float
    small: float
    head: float
    """Least type of the words above a column of bubbles."""
    box: float
    """Height of a comment box."""
    gap: float
    """Space above and below the text of a row."""
    is_large: bool = False
    """Every answer with its words beside it, no tables."""
    is_booklet: bool = False
    """Two pages on a sheet twice as wide, to be folded."""

    @property
    def right(self) -> float:
        return self.width - self.left

    @property
    def room(self) -> float:
        """The width that text and bubbles have."""
        return self.width - 2 * self.left

    @property
    def tighter(self) -> Size:
        """The same page with smaller gaps, for a form that saves a sheet by it."""
        return replace(
            self, gap=self.gap - 0.3, text=self.text - 0.5, radius=self.radius - 0.1, box=0.8 * self.box
        )

    @property
    def line(self) -> float:
        """From one line of handwriting to the next."""
        return 12.0 if self.is_large else 8.0

    @property
    def number(self) -> float:
        """The width of a question's number."""
        return self.text * 0.85


SIZES: dict[str, Size] = {
    "A4": Size(
        "A4",
        width=210,
        height=297,
        left=16,
        top=31,
        bottom=281,
        mark=5,
        mark_edge=8,
        qr=21,
        radius=2.3,
        title=15,
        text=9.5,
        small=8,
        head=7.5,
        box=30,
        gap=0.9,
    ),
    "A5": Size(
        "A5",
        width=148.5,
        height=210,
        left=12,
        top=26,
        bottom=198,
        mark=4,
        mark_edge=6,
        qr=18,
        radius=2.1,
        title=12.5,
        text=8.5,
        small=7.5,
        head=6.5,
        box=24,
        gap=0.8,
        is_booklet=True,
    ),
    "large": Size(
        "large",
        width=210,
        height=297,
        left=16,
        top=31,
        bottom=279,
        mark=5,
        mark_edge=8,
        qr=21,
        radius=3.4,
        title=22,
        text=17,
        small=16,
        head=16,
        box=60,
        gap=2.4,
        is_large=True,
    ),
}
