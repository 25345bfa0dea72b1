"""Walks the pages of staff as a browser would: follows what a page links to, and fills in its forms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.staff.cast import Browser

START = "/staff"
TYPED = ("text", "email", "number", "date", "search", "password", "month", "url", "tel", "")


@dataclass
class Field:
    """Something that is filled in, with what stands in it."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED or self.kind == "textarea"


@dataclass
class Form:
    """A form of a page."""

    page: str
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def typed(self) -> list[Field]:
        return [each for each in self.fields if each.is_typed]

    def filled(self, **given: str) -> dict[str, object]:
        """What a browser sends: everything as it stands, but for what is given."""
        sent: dict[str, object] = {}
        for each in self.fields:
            if each.kind == "file":
                sent[each.name] = (io.BytesIO(b""), "")
            elif each.kind in ("checkbox", "radio"):
                sent.setdefault(each.name, each.value) if each.options else None
            else:
                sent[each.name] = given.get(each.name, each.value or (each.options or [""])[-1])
        return sent


class _Reader(HTMLParser):
    """The links and forms of one page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.links, self.forms = page, list[str](), list[Form]()
        self._form: Form | None = None
        self._select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urldefrag(urljoin(self.page, given["href"]))[0])
        elif tag == "form":
            action = urljoin(self.page, given.get("action") or self.page)
            self._form = Form(self.page, action, given.get("method", "get").upper())
            self.forms.append(self._form)
        elif (
            self._form is not None and given.get("name") and tag in ("input", "textarea", "select", "button")
        ):
            kind = given.get("type", "") if tag in ("input", "button") else tag
            made = Field(given["name"], "button" if tag == "button" else kind, given.get("value", ""))
            if "checked" in given:
                made.options = [made.value]
            self._form.fields.append(made)
            self._select = made if tag == "select" else self._select
        elif tag == "option" and self._select is not None:
            self._select.options.append(given.get("value", ""))
            if "selected" in given:
                self._select.value = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


@dataclass
class Walk:
    """What somebody saw who followed every link from the start."""

    replies: dict[str, TestResponse]
    """By address; of pages that differ in their query alone, a few."""
    forms: list[Form]

    def endpoints(self, app: Flask) -> set[str]:
        return {endpoint_of(app, path) for path in self.replies}


def endpoint_of(app: Flask, path: str, method: str = "GET") -> str:
    """The name of what answers."""
    try:
        return str(app.url_map.bind("").match(urlsplit(path).path, method=method)[0])
    except HTTPException:
        return ""


def walk(browser: Browser, *, alike: int = 3, most: int = 600, start: str = START) -> Walk:
    """Follow every link; of pages of one kind a few, or a calendar would have no end."""
    waiting, seen, replies, forms = [start], {start}, dict[str, TestResponse](), list[Form]()
    kinds: dict[str, int] = {}
    while waiting and len(replies) < most:
        path = waiting.pop(0)
        kind = _kind(browser.app, path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] > alike:
            continue
        reply = replies[path] = browser.get(path)
        if reply.mimetype == "text/html":
            reader = _Reader(path)
            reader.feed(reply.text)
            forms += reader.forms
            for link in reader.links:
                if link.startswith(START) and link not in seen:
                    seen.add(link)
                    waiting.append(link)
    return Walk(replies, _each_once(browser.app, forms))


def _kind(app: Flask, path: str) -> str:
    """The endpoint, with the names of what is asked for in the query."""
    names = ",".join(sorted(re.findall(r"[?&]([^=&]+)=", path)))
    return f"{endpoint_of(app, path)}?{names}"


def _each_once(app: Flask, forms: list[Form]) -> list[Form]:
    """One form for each action and each set of fields."""
    found: dict[tuple[str, str, tuple[str, ...]], Form] = {}
    for each in forms:
        key = endpoint_of(app, each.action, each.method), each.method, tuple(f.name for f in each.fields)
        found.setdefault(key, each)
    return list(found.values())


def sendings(form: Form, texts: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """The form with one bad text in each field where something is typed, then in all at once."""
    for text in texts:
        for each in form.typed():
            yield form.filled(**{each.name: text})
        yield form.filled(**{each.name: text for each in form.typed()})
