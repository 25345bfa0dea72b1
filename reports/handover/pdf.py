"""A hand-over slip as one A4 page in the face of official documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle

from reports.handover.content import Slip
from reports.handover.words import say
from reports.official.faces import typeset
from reports.parts.columns import PAGE
from reports.parts.document import a4_document
from reports.parts.faces import INK
from reports.parts.text import escaped

TERM = 52 * mm
SIGNATURE = 30 * mm
"""Room for a name by hand."""


def to_pdf(slip: Slip) -> bytes:
    """The page; the same slip gives the same bytes."""
    title = f"{say('title', slip.language)} – {say('batch', slip.language, batch=slip.batch)}"
    return a4_document(list(_story(slip)), title=title, language=slip.language)


def _story(slip: Slip) -> Iterator[Flowable]:
    language = slip.language
    yield typeset(escaped(say("title", language)), "paper")
    yield typeset(escaped(say("batch", language, batch=slip.batch)), "to")
    if slip.is_simulated:
        yield typeset(escaped(say("simulated", language)), "subject")
    yield Spacer(1, 4 * mm)
    yield _facts(slip)
    yield typeset(escaped(say("note", language)), "note")
    yield Spacer(1, 8 * mm)
    yield _signatures(language)


def _facts(slip: Slip) -> Table:
    rows = [
        [typeset(escaped(say(name, slip.language)), "label"), typeset(escaped(told), "label")]
        for name, told in _told(slip)
    ]
    rule = ("LINEBELOW", (0, 0), (-1, -1), 0.4, INK["line"])
    table = Table(rows, colWidths=[TERM, PAGE - TERM])
    table.setStyle(
        TableStyle([rule, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)])
    )
    return table


def _told(slip: Slip) -> Iterator[tuple[str, str]]:
    language = slip.language
    yield "unit", slip.unit
    yield "wave", slip.wave
    yield "day", slip.day
    has_serials = bool(slip.first)
    told = (
        say("range", language, first=slip.first, last=slip.last) if has_serials else say("counter", language)
    )
    yield "serials", told
    for name in ("issued", "returned", "spoiled", "missing"):
        yield name, say("forms", language, n=getattr(slip, name))
    yield "keyed", _by(slip.keyed, slip.keyed_by, language)
    yield "checked", _by(slip.checked, slip.checked_by, language)
    if slip.rate:
        yield "rate", slip.rate


def _by(n: int, who: tuple[str, ...], language: str) -> str:
    return say("by", language, n=n, who=", ".join(who)) if who else say("forms", language, n=n)


def _signatures(language: str) -> Table:
    sides: list[list[Any]] = [
        [typeset(escaped(say(side, language)), "signer") for side in ("giver", "taker")],
        [typeset(escaped(say("sign", language)), "edition") for _ in range(2)],
        ["", ""],
        [typeset(escaped(say("on", language)), "to") for _ in range(2)],
    ]
    return Table(sides, colWidths=[PAGE / 2, PAGE / 2], rowHeights=[None, None, SIGNATURE, None])
