"""A first mapping for a file: by the codes of items in its header, by their words, by what programs write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.answers import positions
from questionnaires.model import Item, Questionnaire
from survey.analysing.columns import column_of
from survey.analysing.vocabulary import normal
from survey.importing.mapping import From, Mapping
from survey.importing.origin import Origin, origin_of, places_in, plain
from survey.importing.source_file import SourceFile

_INNER = re.compile(r"[/\[:.]")
_TICK = re.compile(r"^(?P<item>.+?)[/\[_:.-](?P<option>[^/\[\]]+)\]?$")
_ORDINAL = re.compile(r"^(?:SQ|AO|A)?0*([1-9][0-9]?)$", re.IGNORECASE)


def guess(source: SourceFile, questionnaire: Questionnaire) -> Mapping:
    """What can be told of the columns without asking; the rest is left out."""
    origin = origin_of(source.table.names)
    places = places_in(source.table, origin)
    items: dict[str, From | None] = dict(_items(source, questionnaire, origin, set(places.values())))
    around = {name: From(column=column) for name, column in places.items()}
    return Mapping().model_copy(update={**around, "items": items})


def unread(source: SourceFile, mapping: Mapping) -> list[str]:
    """The columns that nobody will read, in the order of the file."""
    read = mapping.columns()
    return [name for name in source.table.names if name not in read]


def _items(
    source: SourceFile, questionnaire: Questionnaire, origin: Origin, taken: set[str]
) -> Iterator[tuple[str, From]]:
    names = [name for name in source.table.names if name not in taken and plain(name) not in origin.own]
    named = _Names(names, source.labels)
    for item in questionnaire.items:
        if item.kind == "multiple":
            yield from _ticks(item, questionnaire, named)
            continue
        column = named.of_item(item.code) or named.by_words(_sentences(questionnaire, item))
        if column:
            yield item.code, From(column=column)


def _ticks(item: Item, questionnaire: Questionnaire, named: _Names) -> Iterator[tuple[str, From]]:
    options = questionnaire.scale_of(item).options
    found = {}
    for number, option in enumerate(options, 1):
        words = {normal(each) for each in option.label.values()}
        column = named.of_tick(item.code, option.code, words, number)
        if column:
            found[f"{item.code}_{option.code}"] = From(column=column)
    whole = named.of_item(item.code)
    if len(found) == len(options):
        yield from found.items()
    elif whole:
        yield item.code, From(column=whole)
    else:
        yield from found.items()


class _Names:
    """The header, looked up in several ways."""

    def __init__(self, names: list[str], labels: dict[str, str]) -> None:
        self.names = names
        self.exact = {plain(name): name for name in reversed(names)}
        self.inner = {plain(_last(name)): name for name in reversed(names)}
        self.words: dict[str, str | None] = {}
        for name in names:
            for said in (name, _last(name), labels.get(name, "")):
                if said:
                    known = self.words.get(_sentence(said), name)
                    self.words[_sentence(said)] = name if known == name else None

    def of_item(self, code: str) -> str | None:
        return self.exact.get(plain(code)) or self.inner.get(plain(code)) or self._after_group(code)

    def of_tick(self, item: str, option: str, words: set[str], number: int) -> str | None:
        ordinal = None
        for name in self.names:
            found = _TICK.match(name)
            if not found or plain(_last(found["item"])) != plain(item):
                if plain(name) == plain(f"{item}_{option}"):
                    return name
                continue
            if found["option"].casefold() == option.casefold() or normal(found["option"]) in words:
                return name
            place = _ORDINAL.match(found["option"])
            # "SQ003" is LimeSurvey's third option; a bare number is a code, and was compared above.
            if place and not found["option"].isdigit() and int(place[1]) == number:
                ordinal = name
        return ordinal

    def by_words(self, sentences: set[str]) -> str | None:
        found = {self.words[each] for each in sentences if self.words.get(each)}
        return found.pop() if len(found) == 1 else None

    def _after_group(self, code: str) -> str | None:
        """ODK writes group-item, others group_item: the only column that ends so."""
        ending = re.compile(rf"[-_]{re.escape(code)}$", re.IGNORECASE)
        found = [name for name in self.names if ending.search(name)]
        return found[0] if len(found) == 1 else None


def _last(name: str) -> str:
    return _INNER.split(name.rstrip("]"))[-1]


def _sentence(text: str) -> str:
    return re.sub(r"[\W_]+", " ", normal(text)).strip()


def _sentences(questionnaire: Questionnaire, item: Item) -> set[str]:
    """All that an item may be called: its text and its whole question in every language."""
    whole = {questionnaire.sentence(item, language) for language in questionnaire.languages}
    return {_sentence(each) for each in (*item.text.values(), *whole)}


def wanted(questionnaire: Questionnaire) -> list[str]:
    """Every name that a mapping may have below items: closed positions and written comments, in order."""
    names: dict[str, None] = {}
    closed: dict[str, list[str]] = {}
    for place in positions(questionnaire):
        closed.setdefault(place.item, []).append(column_of(place))
    for item in questionnaire.items:
        for name in closed.get(item.code, [item.code]):
            names[name] = None
    return list(names)
