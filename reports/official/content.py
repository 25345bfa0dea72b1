"""An official report as plain data: letterhead, numbered chapters, end block, annex."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.figures import Figure
from reports.content import About, Axis, Grid, Picture, Prose
from reports.measures import Measure


@dataclass(frozen=True)
class Blank:
    """A heading with dotted lines under it, for what the author writes."""

    code: str
    title: str
    lines: int = 4


Piece = Grid | Picture | Prose | Blank


@dataclass(frozen=True)
class OfficialChapter:
    """A numbered heading and what stands under it."""

    code: str
    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Letterhead:
    """Who reports (left), the state and the day (right), the kind of paper and to whom it goes."""

    superior: str
    issuer: str
    number: str
    state: str
    motto: str
    place_and_day: str
    paper: str
    subject: str
    addressee: str
    edition: str = ""


@dataclass(frozen=True)
class Ending:
    """The closing sentence, who gets the report, who signs it."""

    words: str
    recipients_title: str
    recipients: tuple[str, ...]
    signer: str


@dataclass(frozen=True)
class Official:
    """Everything an official report says, in reading order; `figures` are those it prints."""

    language: str
    measure: Measure
    level: float
    letterhead: Letterhead
    chapters: tuple[OfficialChapter, ...]
    ending: Ending
    annex: tuple[OfficialChapter, ...]
    about: About
    axis: Axis
    """The one axis of all charts of the report."""
    figures: tuple[Figure, ...] = ()

    @property
    def title(self) -> str:
        """Kind of paper and subject in one line, as a document's title."""
        return f"{self.letterhead.paper} {self.letterhead.subject}"

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that stands under the headings, in reading order."""
        return tuple(piece for chapter in (*self.chapters, *self.annex) for piece in chapter.pieces)
