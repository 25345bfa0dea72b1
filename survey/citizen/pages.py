"""Drawing a page: thanks, and the sentences where there is no form. The form has a module of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from survey.ballots.doors import Door
from survey.citizen.assets import assets
from survey.citizen.messages import VI, Words, languages_of, words_of
from survey.citizen.notices import Paragraph, channels, named, published

TEMPLATES = Environment(
    loader=PackageLoader("survey.citizen"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def render(template: str, door: Door | None, words: Words, **context: Any) -> str:
    """A page, with what stands on every page."""
    page = TEMPLATES.get_template(template)
    agency = _agency(door, words) if door else ""
    always = {"door": door, "words": words, "agency": agency, "asset": _asset, "blocks": blocks()}
    return page.render({**always, "is_whole": True, **context})


def thanks_page(door: Door, language: str, link: str) -> str:
    """That the answers are recorded, where the results will be, where to write for a reply."""
    words = words_of(language)
    context = {"title": words.thanks, "spoken": spoken(door), "told": told(door, words), "link": link}
    return render("thanks.html", door, words, **context)


def told(door: Door, words: Words) -> list[Paragraph]:
    """What stands below the thanks: no name, where the results will be, where to write for a reply."""
    paragraphs = [
        Paragraph(words.anonymous, escape(words.anonymous_text)),
        Paragraph(words.shared_results, Markup(" ").join(published(door, words))),
        Paragraph(words.reply, Markup(" ").join([escape(words.reply_text), *channels(door, words)])),
    ]
    return [paragraph for paragraph in paragraphs if paragraph.text]


def message_page(door: Door | None, texts: Mapping[str, Markup], language: str, link: str = "") -> str:
    """A sentence where there is no form: in the reader's language, and below it in the others."""
    said = [(words_of(each), texts[each]) for each in sorted(texts, key=lambda each: each != language)]
    words, text = said[0]
    return render("message.html", door, words, title=text.striptags(), said=said, link=link)


def spoken(door: Door) -> list[Words]:
    """The languages in which a door's pages can be shown."""
    return [words_of(language) for language in languages_of(door.questionnaire.languages)]


def blocks() -> Any:
    """The macros that draw parts of a page, by name."""
    return TEMPLATES.get_template("blocks.html").module


def _asset(name: str) -> str:
    return url_for("citizen.asset", name=name, v=assets()[name].version)


def _agency(door: Door, words: Words) -> Markup:
    if words is not VI and door.agency_name_en:
        return escape(door.agency_name_en)
    return named(door.agency_name, words)
