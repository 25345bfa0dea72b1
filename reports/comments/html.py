"""Comments as one page, complete in itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from reports.comments.content import Writings, Written
from reports.comments.words import say
from reports.style import TOKENS


def to_html(writings: Writings) -> str:
    """The page; each text stands in a box of its own, in whatever direction it is written."""
    return _template().render(writings=writings, say=lambda key: say(key, writings.language), tokens=TOKENS)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["groupby_place"] = _by_place
    return environment.get_template("comments.html")


def _by_place(texts: Iterable[Written]) -> list[tuple[tuple[str, str], list[Written]]]:
    return [(place, list(some)) for place, some in groupby(texts, lambda each: (each.wave, each.unit))]
