"""House manners of every page that a citizen is shown; they are checked on each one fetched in a test."""

from __future__ import annotations

import re
from dataclasses import fields

from werkzeug.test import TestResponse

from survey.citizen.messages import EN, VI, Words
from tests.citizen.reading import Element, Page

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
SENTENCES = {words.language: words for words in (VI, EN)}
HANDLERS = re.compile(r"on[a-z]+")


def check_manners(page: Page, response: TestResponse) -> None:
    """Everything that every page does."""
    _speaks_one_language(page)
    _names_everything(page)
    _leads_somewhere(page)
    _works_without_script(page)
    _keeps_to_itself(page, response)


def _speaks_one_language(page: Page) -> None:
    language = page.html["lang"]
    assert language in SENTENCES
    assert page.title
    assert "{" not in " ".join(text for _, text in page.texts())
    foreign = [text for marked, text in page.texts() if marked != "vi" and VIETNAMESE.search(text)]
    assert not foreign, "Vietnamese that is not marked as such"
    if language == "vi":
        english = _whole_sentences(EN) - _whole_sentences(VI)
        spoken = {text for marked, text in page.texts() if marked == "vi"}
        assert not spoken & english


def _whole_sentences(words: Words) -> set[str]:
    return {getattr(words, field.name) for field in fields(words)}


def _names_everything(page: Page) -> None:
    ids = [each["id"] for each in page.root.elements if "id" in each]
    assert len(ids) == len(set(ids)), "an id stands twice"
    labels = {label["for"]: label.text for label in page.root.all("label")}
    assert not [each.attributes for each in page.controls if not labels.get(each.get("id"))]
    assert not [each for each in page.root.all("button") + page.root.all("a") if not each.text]
    assert all(fieldset.all("legend")[0].text for fieldset in page.root.all("fieldset"))
    assert len(page.root.all("h1")) == 1
    assert len(page.root.all("main")) == 1


def _leads_somewhere(page: Page) -> None:
    within = [each["href"][1:] for each in page.root.all("a") if each["href"].startswith("#")]
    told = " ".join(each["aria-describedby"] for each in page.root.elements if "aria-describedby" in each)
    assert not [name for name in [*within, *told.split()] if name not in page.by_id]


def _works_without_script(page: Page) -> None:
    for form in page.root.all("form"):
        assert form["method"] == "post"
        assert [button for button in form.all("button") if button.get("type", "submit") == "submit"]
    assert not [each for each in page.root.all("button") if each.get("type", "submit") != "submit"]
    assert not [each for each in page.root.elements if "disabled" in each or "hidden" in each]


def _keeps_to_itself(page: Page, response: TestResponse) -> None:
    """Nothing inline, nothing from elsewhere, nothing kept."""
    assert not page.root.all("style")
    assert not [
        each
        for each in page.root.elements
        if "style" in each or any(map(HANDLERS.fullmatch, each.attributes))
    ]
    assert all("src" in script and not script.text for script in page.root.all("script"))
    assert not [address for address in _loaded(page.root) if not address.startswith("/assets/")]
    assert response.headers.get("Set-Cookie", "answered=").startswith("answered=")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert response.headers["Referrer-Policy"] == "no-referrer"


def _loaded(root: Element) -> list[str]:
    return [each["href"] for each in root.all("link")] + [
        each["src"] for each in root.elements if "src" in each
    ]
