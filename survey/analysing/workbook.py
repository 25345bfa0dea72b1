"""The figures of a survey as a workbook: a sheet for each table, a code book and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from questionnaires.model import Text, say
from reports import style, words
from survey.analysing.exports import CHANGE_FIELDS, ESTIMATE_FIELDS, Line
from survey.analysing.result_content import Content
from survey.analysing.workbook_cells import Cell, cell
from survey.analysing.workbook_codebook import SHEETS, Column, codes, column
from survey.analysing.workbook_notes import note_rows, symbols
from survey.analysing.workbook_sheets import Book, Head, Sheet

LOWEST_FIELDS = ("wave", "unit", "code", "label", "n_valid", "estimate", "low", "high", "clearly")

IN_SIGHT = ("wave", "wave_from", "wave_to", "unit", "first", "second", "label")
"""Whom and what a line is about: these columns come first and stay in sight."""

FORWARD = (
    *("by", "by_value", "rank", "value_first", "value_second", "value_from", "value_to", "crude", "value"),
    *(
        "rest",
        "estimate",
        "difference",
        "slope",
        "lmg",
        "alpha",
        "low",
        "high",
        "n_valid",
        "n",
        "dont_know",
        "differs",
        "clearly",
    ),
    *("position", "tier", "others", "versus_others", "reliable", "suppressed"),
)
"""What a person looks for; the rest follows in the order of the CSV."""

OVER_THE_TABLE = ("note", "warning")
"""Columns whose one sentence stands over the table instead of in every line."""

WIDTHS = {
    **dict.fromkeys(("unit", "first", "second"), 28),
    **dict.fromkeys(("label", "evidence", "family"), 34),
    **dict.fromkeys(("wave", "wave_from", "wave_to"), 10),
    **dict.fromkeys(("code", "by", "by_value", "unit_kind"), 13),
    **dict.fromkeys(
        ("versus_others", "suppressed", "method", "position", "tier", "rows", "nchs_reasons"), 24
    ),
}
WIDTH, TEXT_WIDTH = 13, 16

NO_LINES: Text = {"vi": "Bảng không có dòng nào.", "en": "The table has no lines."}
CODE_BOOK: Text = {"vi": "Giải thích cột", "en": "Code book"}
NOTES: Text = {"vi": "Ghi chú", "en": "Notes"}
CODE_BOOK_HEADS: tuple[tuple[str, Text, int], ...] = (
    ("table", {"vi": "Bảng", "en": "Table"}, 22),
    ("column", {"vi": "Mã cột", "en": "Column"}, 18),
    ("heading", {"vi": "Tên cột", "en": "Heading"}, 24),
    ("meaning_vi", {"vi": "Ý nghĩa", "en": "Meaning in Vietnamese"}, 50),
    ("meaning_en", {"vi": "Ý nghĩa bằng tiếng Anh", "en": "Meaning"}, 50),
    ("unit", {"vi": "Đơn vị tính", "en": "Unit"}, 24),
    ("values", {"vi": "Giá trị", "en": "Values"}, 50),
)
NOTE_HEADS: tuple[tuple[str, Text, int], ...] = (
    ("section", {"vi": "Phần", "en": "Section"}, 24),
    ("term", {"vi": "Mục", "en": "Entry"}, 34),
    ("value", {"vi": "Nội dung", "en": "What it says"}, 80),
    ("key", {"vi": "Mã", "en": "Key"}, 20),
)


def write_workbook(path: Path, content: Content) -> int:
    """Write estimates.xlsx: the same figures as in estimates.json; how many sheets of them."""
    about, language = content.about, content.language
    label = words.say("simulated", language) if about.simulated else ""
    book = Book(path, title=style.plain(about.title), foot=about.checksum, label=label)
    made = {name: (fields, lines) for name, fields, lines in _tables(content)}
    scored = _scored(content.estimates)
    for name, (fields, lines) in made.items():
        book.add(_sheet(content, name, fields, lines, scored))
    book.add(_plain(content, CODE_BOOK, CODE_BOOK_HEADS, list(_explained(made, language))))
    book.add(_plain(content, NOTES, NOTE_HEADS, list(note_rows(content))))
    book.close()
    return len(made)


def _tables(content: Content) -> Iterator[tuple[str, Sequence[str], Sequence[Line]]]:
    yield "estimates", ESTIMATE_FIELDS, content.estimates
    yield "changes", CHANGE_FIELDS, content.changes
    yield "lowest", LOWEST_FIELDS, _with_figures(content, content.lowest)
    yield "highest", LOWEST_FIELDS, _with_figures(content, content.highest)
    for table in content.tables:
        kept = [name for name in table.columns if name not in OVER_THE_TABLE]
        yield table.name, kept, table.rows(simulated=content.about.simulated)


def _with_figures(content: Content, items: Sequence[Line]) -> list[Line]:
    """The items of units with their figures."""
    figures = {
        (line["wave"], line["unit"], line["code"]): line for line in content.estimates if not line["by"]
    }
    return [figures[line["wave"], line["unit"], line["code"]] | line for line in items]


def _scored(estimates: Sequence[Line]) -> set[str | None]:
    """The waves whose figures are mean scores: those that no standard for shares can judge."""
    return {line["wave"] for line in estimates if line["estimate"] is not None and line["nchs"] is None}


def _sheet(
    content: Content,
    name: str,
    fields: Sequence[str],
    lines: Sequence[Line],
    scored: Collection[str | None],
) -> Sheet:
    language = content.language
    kept = _order(fields)
    columns = [column(name, code) for code in kept]
    rows = [
        [
            cell(name, each, line, language=language, scored=line.get("wave", line.get("wave_to")) in scored)
            for each in columns
        ]
        for line in lines
    ]
    heads = [_head(each, language, empty=_is_empty(rows, place)) for place, each in enumerate(columns)]
    frozen = sum(each in IN_SIGHT and not (each == "label" and "first" in kept) for each in kept)
    title, note = say(SHEETS[name], language), _note(content, name)
    if not rows:
        note = f"{say(NO_LINES, language)} {note}"
    return Sheet(title, _title(content, title), note, heads, rows, frozen)


def _order(fields: Sequence[str]) -> list[str]:
    if not set(IN_SIGHT) & set(fields):
        return list(fields)
    leading = [*IN_SIGHT, *FORWARD]
    return [each for each in leading if each in fields] + [each for each in fields if each not in leading]


def _is_empty(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    return bool(rows) and all(row[place].value is None for row in rows)


def _head(each: Column, language: str, *, empty: bool) -> Head:
    text = not each.unit.format and each.values != "truth"
    width = WIDTHS.get(each.code, TEXT_WIDTH if text else WIDTH)
    numbers = bool(each.unit.format)
    return Head(say(each.heading, language), each.code, width, wraps=text, numbers=numbers, hidden=empty)


def _title(content: Content, name: str) -> str:
    return f"{name} · {style.plain(content.about.title)}"


def _note(content: Content, name: str) -> str:
    """Over a table: what its symbols mean, or the sentence that belongs to it, with its warning first."""
    for table in content.tables:
        if table.name == name:
            return "\n".join(each for each in (table.warning, table.note) if each)
    return " · ".join(f"{sign} {meaning}" for sign, meaning in symbols(content))


def _explained(made: Mapping[str, tuple[Sequence[str], Any]], language: str) -> Iterator[list[str]]:
    """A row for each column of the tables in this workbook."""
    for name, (fields, _) in made.items():
        for code in _order(fields):
            each = column(name, code)
            meanings = (each.meaning["vi"], each.meaning["en"])
            yield [
                say(SHEETS[name], language),
                code,
                say(each.heading, language),
                *(meaning.replace("`", "") for meaning in meanings),
                say(each.unit.name, language),
                _values(each.values, language),
            ]


def _values(name: str, language: str) -> str:
    """The values of a list: words as the cells show them with their codes, codes with what they mean."""
    return "\n".join(
        f"{say(found.meaning, language)} ({code})"
        if found.word
        else f"{code}: {say(found.meaning, language)}"
        for code, found in codes().get(name, {}).items()
    ).replace("`", "")


def _plain(
    content: Content, name: Text, heads: Sequence[tuple[str, Text, int]], rows: Sequence[Sequence[str]]
) -> Sheet:
    """A sheet of text."""
    language = content.language
    return Sheet(
        say(name, language),
        _title(content, say(name, language)),
        "",
        [Head(say(heading, language), code, width, wraps=True) for code, heading, width in heads],
        [[Cell(text or None) for text in row] for row in rows],
        2,
    )
