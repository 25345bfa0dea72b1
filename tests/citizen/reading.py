"""A page as a reader without a style sheet, a script or a mouse has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "circle", "rect", "path", "use"}


@dataclass
class Element:
    """One element with all that is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Element | None = None
    inside: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    @property
    def elements(self) -> Iterator[Element]:
        """Every element in it, in order."""
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each.elements

    def all(self, tag: str, **wanted: str) -> list[Element]:
        """The elements of a tag with these attributes."""
        named = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            each
            for each in self.elements
            if each.tag == tag and all(each.get(name) == value for name, value in named.items())
        ]

    def one(self, tag: str, **wanted: str) -> Element:
        """The only such element."""
        found = self.all(tag, **wanted)
        assert len(found) == 1, f"{len(found)} elements {tag} {wanted}"
        return found[0]

    @property
    def text(self) -> str:
        """What it says, in one line."""
        parts = (each if isinstance(each, str) else each.text for each in self.inside)
        return " ".join("".join(parts).split())

    @property
    def language(self) -> str:
        """The language it is marked with, here or above."""
        here = self.get("lang")
        return here or (self.parent.language if self.parent else "")


class Page(HTMLParser):
    """A page and its root element."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.root = self._open = Element("")
        self.templates: list[Element | str] = []
        self.feed(source)
        self.close()
        assert self._open is self.root, f"{self._open.tag} is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute of {tag} stands twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        # What stands in a template is shown by a script only.
        (self.templates if tag == "template" else self._open.inside).append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.tag == tag, f"{self._open.tag} is closed as {tag}"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.inside.append(data)

    @cached_property
    def html(self) -> Element:
        return self.root.one("html")

    @cached_property
    def title(self) -> str:
        return self.root.one("title").text

    @cached_property
    def by_id(self) -> dict[str, Element]:
        return {each["id"]: each for each in self.root.elements if "id" in each}

    @property
    def alert(self) -> Element:
        """The summary of what is to be mended."""
        found = [each for each in self.root.elements if each.get("role") == "alert"]
        assert len(found) == 1
        return found[0]

    @property
    def controls(self) -> list[Element]:
        """Everything a person can fill in."""
        inputs = [each for each in self.root.all("input") if each["type"] != "hidden"]
        return inputs + self.root.all("textarea") + self.root.all("select")

    def question(self, code: str) -> Element:
        """The fieldset of an item."""
        return self.root.one("fieldset", id=f"q-{code}")

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every stretch of our own text, with the language it is marked with; people write as they like."""
        for each in [self.html, *self.html.elements]:
            if each.tag == "textarea":
                continue
            for part in each.inside:
                if isinstance(part, str) and part.strip():
                    yield each.language, part.strip()

    def filled_in(self) -> dict[str, list[str]]:
        """What a browser would send: hidden fields, what is checked, what is written."""
        sent: dict[str, list[str]] = {}
        for each in self.root.all("input"):
            if each["type"] in {"hidden", "text"} or "checked" in each:
                sent.setdefault(each["name"], []).append(each.get("value"))
        for each in self.root.all("textarea"):
            sent[each["name"]] = ["".join(str(part) for part in each.inside)]
        return sent
