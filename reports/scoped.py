"""The style of a report's page for a frame that has a style of its own: every rule under one class."""

from __future__ import annotations

import re

from reports.html import css
from reports.style import TOKENS

UNDER = ".report"
"""The class of the element that holds a report."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"(?P<selectors>[^{}@]+)\{(?P<rest>[^{}]*)\}")
PAGE = ("html", "body")
"""Selectors of the page itself, which is the element here."""


def scoped_css() -> str:
    """The style of pages and of their charts."""
    tokens = " ".join(f"--{name}: {value};" for name, value in TOKENS.items())
    text = _COMMENT.sub("", "\n".join(css(name) for name in ("report", "blocks", "charts")))
    return f"{UNDER} {{ {tokens} }}\n{_RULE.sub(_under, text).strip()}\n"


def _under(rule: re.Match[str]) -> str:
    selectors = rule["selectors"]
    before = selectors[: len(selectors) - len(selectors.lstrip())]
    each = [_one(one.strip()) for one in selectors.split(",")]
    return f"{before}{', '.join(each)} {{{rule['rest']}}}"


def _one(selector: str) -> str:
    return UNDER if selector in PAGE else f"{UNDER} {selector}"
