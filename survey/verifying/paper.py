"""A PDF as it lies there: its pages, what is attached, and what was put on since."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ContentStream

from reports.embedding.payload import FILE

MOST = 8_000_000
"""Bytes of embedded data that are read at most; ours are thousands."""

Operations = list[tuple[Any, Any]]


class UnreadablePdfError(ValueError):
    """A file that is no PDF, or one that cannot be opened."""


@dataclass(frozen=True)
class Page:
    """What is drawn on a page, and the words on it line by line."""

    operations: Operations
    means: dict[str, Any]
    """What the drawing draws with: the shapes of letters, pictures, the size of the sheet."""
    lines: list[str]
    notes: tuple[str, ...]
    """What the annotations say, a text for each."""


@dataclass(frozen=True)
class Paper:
    """A PDF, read."""

    pages: tuple[Page, ...]
    embedded: tuple[bytes, ...]
    signed: bool


def read_paper(data: bytes) -> Paper:
    """Read a PDF with all its updates.

    Raises
    ------
    UnreadablePdfError: it cannot be read.
    """
    # Signing programs bend the rules in ways that do not matter here.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise UnreadablePdfError("it is locked with a password")
        pages = tuple(_page(each, reader) for each in reader.pages)
        return Paper(pages, _embedded(reader), _is_signed(reader))
    except UnreadablePdfError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise UnreadablePdfError(f"{type(error).__name__}: {error}") from None


def _page(page: PageObject, reader: PdfReader) -> Page:
    content = page.get_contents()
    operations = ContentStream(content, reader).operations if content is not None else []
    lines = [line for line in page.extract_text().splitlines() if line.strip()]
    return Page(operations, _means(page), lines, tuple(_notes(page)))


def _means(page: PageObject) -> dict[str, Any]:
    """Shapes and meanings of letters and the pictures by their names on the page, and the sheet itself."""
    found: dict[str, Any] = {"sheet": (*map(float, page.cropbox), page.rotation, float(page.user_unit))}
    resources = page.get("/Resources", {})
    for name, font in resources.get("/Font", {}).items():
        held = font.get_object()
        shapes = held.get("/FontDescriptor", {}).get("/FontFile2")
        meaning = held.get("/ToUnicode")
        found[name] = tuple(None if part is None else part.get_data() for part in (shapes, meaning))
    for name, picture in resources.get("/XObject", {}).items():
        found[name] = picture.get_object().get_data()
    return found


def _notes(page: PageObject) -> list[str]:
    """The text of each annotation that is no link and no signature field."""
    found = []
    for each in page.get("/Annots") or ():
        note = each.get_object()
        if note.get("/Subtype") == "/Link" or note.get("/FT") == "/Sig":
            continue
        found.append(str(note.get("/Contents", "")))
    return found


def _embedded(reader: PdfReader) -> tuple[bytes, ...]:
    found = []
    for each in reader.attachment_list:
        if each.name == FILE:
            if (each.size or 0) > MOST:
                raise UnreadablePdfError("the data in it are larger than any report's")
            found.append(bytes(each.content))
    return tuple(found)


def _is_signed(reader: PdfReader) -> bool:
    fields = reader.get_fields() or {}
    return any(field.get("/FT") == "/Sig" and field.get("/V") is not None for field in fields.values())
