"""The layout file: where a scanner finds the squares, the bubbles and the boxes, in millimetres."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from questionnaires.meaning import meaning
from reports.paper.ballot import Ballot
from reports.paper.furniture import marks, qr_place

NAME, VERSION = "hailong-paper-layout", 1
"""What the file is, and the version of its format."""


def layout_of(ballot: Ballot) -> dict[str, Any]:
    """Everything that is the same on every copy of a ballot, without its numbers."""
    paper, size = ballot.paper, ballot.asking.size
    asked = paper.questionnaire
    body: dict[str, Any] = {
        "format": NAME,
        "format_version": VERSION,
        "questionnaire": {"code": asked.code, "version": asked.version, "meaning": meaning(asked)},
        "languages": list(paper.languages),
        "size": size.name,
        "is_test": paper.is_test,
        "is_simulated": paper.is_simulated,
        "page_size": [size.width, size.height],
        "radius": size.radius,
        "mark_side": size.mark,
        "qr_side": size.qr,
        "sheets": [
            {
                "sheet": side.sheet,
                "side": side.side,
                "size": [side.width, side.height],
                "pages": [{"page": page, "x": _mm(x)} for page, x in side.pages],
            }
            for side in ballot.sides
        ],
        "pages": [_page(ballot, page) for page in range(1, ballot.pages + 1)],
    }
    return {"layout": _name(body), **body}


def layout_text(ballot: Ballot, serials: Sequence[str]) -> str:
    """The layout file of a print run."""
    run = {
        "wave": ballot.paper.wave,
        "unit": ballot.paper.unit,
        "serials": {"first": serials[0], "last": serials[-1], "n": len(serials)},
    }
    return json.dumps(layout_of(ballot) | run, ensure_ascii=False, indent=1) + "\n"


def _page(ballot: Ballot, page: int) -> dict[str, Any]:
    size = ballot.asking.size
    x, y = qr_place(size)
    return {
        "page": page,
        "marks": [
            {"corner": mark.corner, "x": _mm(mark.x), "y": _mm(mark.y), "is_hollow": mark.is_hollow}
            for mark in marks(size)
        ],
        "qr": {"x": _mm(x), "y": _mm(y)},
        "bubbles": [
            {"item": bubble.item, "code": bubble.code, "x": _mm(bubble.x), "y": _mm(bubble.y)}
            for bubble in ballot.bubbles
            if bubble.page == page
        ],
        "boxes": [
            {
                "item": box.item,
                "x": _mm(box.x),
                "y": _mm(box.y),
                "width": _mm(box.width),
                "height": _mm(box.height),
            }
            for box in ballot.boxes
            if box.page == page
        ],
    }


def _name(body: dict[str, Any]) -> str:
    """A short name of a layout: another form, another name."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def _mm(length: float) -> float:
    return round(length, 3)
