"""The columns of a file as answers, an item at a time: every distinct word is looked up once."""

from __future__ import annotations

from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import dataclass

from questionnaires.answers import NO_ANSWER, SIGNS
from questionnaires.cells import Answer
from questionnaires.model import Item, Option, Questionnaire
from survey.analysing import vocabulary
from survey.analysing.vocabulary import BLANK, Vocabulary, normal
from survey.files.table import Table
from survey.importing.faults import Faults
from survey.importing.guessing import wanted
from survey.importing.mapping import From, Mapping, MappingError

YES_NO = {"y": "1", "n": "0"}
"""What LimeSurvey writes for yes and no; the codes of the questionnaire come before these words."""


@dataclass(frozen=True)
class AnswerColumns:
    """By item its answers row by row, and where a person finds them in the file."""

    closed: dict[str, Sequence[Answer]]
    written: dict[str, Sequence[str]]
    shown_as: dict[str, str]


def answer_columns(
    table: Table, questionnaire: Questionnaire, mapping: Mapping, faults: Faults
) -> AnswerColumns:
    """Every item's column; a word that is no answer is a fault, and counts as none.

    Raises
    ------
    MappingError: it names items or columns that are not there, or leaves out a rated item.
    """
    _refuse_unknown(table, questionnaire, mapping)
    reader = _Reader(table, questionnaire, mapping, faults)
    closed: dict[str, Sequence[Answer]] = {}
    written: dict[str, Sequence[str]] = {}
    for item in questionnaire.items:
        if item.kind == "text":
            source = mapping.items.get(item.code)
            written[item.code] = reader.raw(source)
            reader.shown_as[item.code] = source.column if source and source.column else item.code
        elif item.kind == "multiple":
            closed[item.code] = reader.many(item)
        else:
            closed[item.code] = reader.one(item)
    return AnswerColumns(closed, written, reader.shown_as)


def _refuse_unknown(table: Table, questionnaire: Questionnaire, mapping: Mapping) -> None:
    many = {item.code for item in questionnaire.items if item.kind == "multiple"}
    known = {*wanted(questionnaire), *many}
    unknown = [name for name in mapping.items if name not in known]
    if unknown:
        raise MappingError(
            f"the questionnaire has no item {unknown[0]!r}; items; use {', '.join(wanted(questionnaire))}"
        )
    for column in sorted(mapping.columns()):
        if column not in table.columns:
            raise MappingError(f"there is no column {column!r}; {table.source}; {table.nearest(column)}")
    missing = [item.code for item in questionnaire.rated_items if item.code not in mapping.items]
    if missing:
        raise MappingError(
            f"no column is named for {', '.join(missing)}; items; "
            "name one for each rated item, or nothing (null) where it was not asked there"
        )
    for code in many:
        parts = [name for name in wanted(questionnaire) if name.startswith(f"{code}_")]
        part = [name for name in parts if name in mapping.items]
        if part and code not in mapping.items and len(part) < len(parts):
            lacking = [name for name in parts if name not in part]
            raise MappingError(
                f"no column is named for {', '.join(lacking)}; items; name one for each option of {code}"
            )


@dataclass
class _Reader:
    table: Table
    questionnaire: Questionnaire
    mapping: Mapping
    faults: Faults

    def __post_init__(self) -> None:
        self.shown_as: dict[str, str] = {}

    def raw(self, source: From | None) -> Sequence[str]:
        """The cells of a column, or the same value in every row."""
        if source is None:
            return [""] * len(self.table)
        if source.column is None:
            return [source.value or ""] * len(self.table)
        cells = self.table.column(source.column)
        return [source.values.get(cell, cell) for cell in cells] if source.values else cells

    def one(self, item: Item) -> Sequence[str]:
        source = self.mapping.items.get(item.code)
        scale = self.questionnaire.scale_of(item)
        words = vocabulary.of_scale(scale, dont_know=self.mapping.dont_know, missing=self.mapping.missing)
        if item.kind == "yes_no":
            words = YES_NO | words
        allowed = vocabulary.allowed(scale.options)
        return self._codes(item.code, source, words, allowed)

    def many(self, item: Item) -> Sequence[Answer]:
        options = self.questionnaire.scale_of(item).options
        if item.code in self.mapping.items:
            return self._split(item, options)
        columns = [self._tick(item, option) for option in options]
        codes = [option.code for option in options]
        known: dict[tuple[str, ...], Answer] = {}
        found: list[Answer] = []
        for marks in zip(*columns, strict=True):
            if marks not in known:
                known[marks] = _ticked(codes, marks)
            found.append(known[marks])
        return found

    def _tick(self, item: Item, option: Option) -> Sequence[str]:
        name = f"{item.code}_{option.code}"
        words = vocabulary.of_tick(option, dont_know=self.mapping.dont_know, missing=self.mapping.missing)
        source = self.mapping.items.get(name)
        self.shown_as.setdefault(item.code, source.column if source and source.column else name)
        return self._codes(name, source, YES_NO | words, "1 0", blank=BLANK)

    def _split(self, item: Item, options: Sequence[Option]) -> Sequence[Answer]:
        """All that was ticked in one cell, between blanks, commas or semicolons."""
        source = self.mapping.items[item.code]
        words = vocabulary.of_scale(self.questionnaire.scale_of(item)) | self._own_words(source)
        self.shown_as[item.code] = source.column if source and source.column else item.code
        known: dict[str, Answer | None] = {}
        found: list[Answer] = []
        for row, cell in zip(self.table.rows, self.raw(source), strict=True):
            if cell not in known:
                known[cell] = _several(cell, words)
            answer = known[cell]
            if answer is None:
                more = vocabulary.allowed(options)
                self.faults.add(row, self.shown_as[item.code], "not_an_answer", cell, more)
            found.append(NO_ANSWER if answer is None else answer)
        return found

    def _codes(
        self, name: str, source: From | None, words: Vocabulary, allowed: str, *, blank: str = NO_ANSWER
    ) -> list[str]:
        cells = self.raw(source)
        shown = self.shown_as[name] = source.column if source and source.column else name
        words = words | self._own_words(source)
        codes: dict[str, str | None] = {cell: words.get(normal(cell)) for cell in set(cells)}
        for cell, code in codes.items():
            codes[cell] = blank if code == BLANK else code
        if None in codes.values():
            for row, cell in zip(self.table.rows, cells, strict=True):
                if codes[cell] is None:
                    self.faults.add(row, shown, "not_an_answer", cell, allowed)
        return [codes[cell] or blank for cell in cells]

    def _own_words(self, source: From | None) -> dict[str, str]:
        """What the mapping says of words, for all items and for this one."""
        own = self.mapping.values | (source.values if source is not None else {})
        return {normal(word): code for word, code in own.items()}


def _ticked(codes: Sequence[str], marks: Sequence[str]) -> Answer:
    """The options ticked; a sign where the whole item has it; no answer where all is blank."""
    signs = {mark for mark in marks if mark in SIGNS}
    if signs and set(marks) <= {*SIGNS, BLANK}:
        return min(signs)
    if set(marks) == {BLANK}:
        return NO_ANSWER
    return tuple(code for code, mark in zip(codes, marks, strict=True) if mark == "1")


def _several(cell: str, words: Words[str, str]) -> Answer | None:
    whole = words.get(normal(cell))
    if whole == BLANK:
        return NO_ANSWER
    if whole is not None:
        return whole if whole in SIGNS else (whole,)
    parts = [each for each in cell.replace(",", " ").replace(";", " ").split() if each]
    codes = [words.get(normal(each)) for each in parts]
    if any(code is None or code in SIGNS or code == BLANK for code in codes):
        return None
    return tuple(code for code in codes if code is not None)
