"""Stored results as files: CSV and a workbook, with the columns and the words of the other exits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from questionnaires.model import Text, say
from reports import style, words
from survey.analysing.lines import CHANGE_FIELDS, ESTIMATE_FIELDS, Line, csv_bytes
from survey.analysing.workbook_cells import Cell, cell
from survey.analysing.workbook_codebook import column
from survey.analysing.workbook_sheets import Book, Head, Sheet
from survey.results.stored.comparison import League, Member

TABLES: dict[str, tuple[str, ...]] = {"estimates": ESTIMATE_FIELDS, "changes": CHANGE_FIELDS}
SEPARATOR = ";"
"""As spreadsheets in Vietnamese expect."""
COMPARED: dict[str, Text] = {
    "unit": {"vi": "Đơn vị", "en": "Unit"},
    "n_valid": {"vi": "Phiếu hợp lệ", "en": "Valid ballots"},
    "estimate": {"vi": "Kết quả", "en": "Result"},
    "low": {"vi": "Cận dưới", "en": "Low end"},
    "high": {"vi": "Cận trên", "en": "High end"},
    "reliable": {"vi": "Đủ tin cậy", "en": "Reliable"},
    "suppressed": {"vi": "Không hiển thị", "en": "Not shown"},
    "rank": {"vi": "Hạng", "en": "Rank"},
    "rank_low": {"vi": "Hạng có thể, từ", "en": "Rank range, from"},
    "rank_high": {"vi": "Hạng có thể, đến", "en": "Rank range, to"},
    "ranked": {"vi": "Số đơn vị xếp hạng", "en": "Units ranked"},
    "tier": {"vi": "So với bình quân các đơn vị còn lại", "en": "Against the mean of the others"},
    "class": {"vi": "Xếp loại", "en": "Class"},
    "change": {"vi": "Thay đổi so với đợt trước", "en": "Change since the wave before"},
    "change_low": {"vi": "Thay đổi, cận dưới", "en": "Change, low end"},
    "change_high": {"vi": "Thay đổi, cận trên", "en": "Change, high end"},
    "size": {"vi": "Cỡ mẫu hiệu dụng", "en": "Effective sample size"},
    "expected_low": {"vi": "Phạm vi thường gặp, từ", "en": "Expected range, from"},
    "expected_high": {"vi": "Phạm vi thường gặp, đến", "en": "Expected range, to"},
    "simulated": {"vi": "Số liệu mô phỏng", "en": "Simulated"},
}
"""Columns of the comparison, each with its heading."""


def figures_csv(told: Mapping[str, Any], table: str) -> bytes:
    """The lines of a unit as `hailong estimates` writes them."""
    return csv_bytes(TABLES[table], told[table], separator=SEPARATOR)


def figures_xlsx(told: Mapping[str, Any], *, title: str, checksum: str, language: str) -> bytes:
    """The same as a workbook, a sheet for each table."""
    simulated = any(line["simulated"] for line in told["estimates"])
    return _book(
        [_table(name, fields, told[name], title, language) for name, fields in TABLES.items()],
        (title, checksum, language),
        simulated=simulated,
    )


def compared_csv(league: League, *, language: str, simulated: bool) -> bytes:
    """The comparison of the units of one kind."""
    return csv_bytes(tuple(COMPARED), _compared(league, language, simulated), separator=SEPARATOR)


def compared_xlsx(league: League, *, title: str, language: str, simulated: bool) -> bytes:
    """The same as a workbook."""
    lines = list(_compared(league, language, simulated))
    heads = [Head(say(text, language), code, 30 if code == "unit" else 14) for code, text in COMPARED.items()]
    rows = [[_plain_cell(line[code]) for code in COMPARED] for line in lines]
    sheet = Sheet(league.kind[:31] or "units", title, "", heads, rows, frozen=1)
    return _book([sheet], (title, str(league.told["checksum"]), language), simulated=simulated)


def _book(sheets: Sequence[Sheet], names: tuple[str, str, str], *, simulated: bool) -> bytes:
    title, checksum, language = names
    target = BytesIO()
    label = words.say("simulated", language) if simulated else ""
    book = Book(target, title=style.plain(title), foot=checksum, label=label)
    for sheet in sheets:
        book.add(sheet)
    book.close()
    return target.getvalue()


def _table(name: str, fields: Sequence[str], lines: Sequence[Line], title: str, language: str) -> Sheet:
    columns = [column(name, code) for code in fields]
    scored = all(line.get("nchs") is None for line in lines if line.get("estimate") is not None)
    heads = [
        Head(say(each.heading, language), each.code, 28 if each.code in ("unit", "label") else 13)
        for each in columns
    ]
    rows = [[cell(name, each, line, language=language, scored=scored) for each in columns] for line in lines]
    return Sheet(name, title, "", heads, rows, frozen=2)


def _plain_cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return Cell("1" if value else "0")
    return Cell(value, "0.0000" if isinstance(value, float) else "0") if value is not None else Cell(None)


def _compared(league: League, language: str, simulated: bool) -> Iterator[Line]:
    for row in league.rows:
        yield _line(league, league.member(row), language) | {"simulated": simulated}


def _line(league: League, member: Member, language: str) -> Line:
    estimate = None if member.figure.suppressed else member.figure.estimate
    place, change, expected = member.place, member.change, member.expected
    found = league.classed(member)
    return {
        "unit": member.name,
        "n_valid": None if member.figure.suppressed else member.figure.n_valid,
        "estimate": estimate.value if estimate else None,
        "low": estimate.low if estimate else None,
        "high": estimate.high if estimate else None,
        "reliable": member.figure.reliable,
        "suppressed": member.figure.suppressed,
        "rank": place.rank if place else None,
        "rank_low": place.low if place else None,
        "rank_high": place.high if place else None,
        "ranked": place.of if place else None,
        "tier": member.tier,
        "class": say(found.band.name, language) if found else "",
        "change": change.difference if change else None,
        "change_low": change.low if change else None,
        "change_high": change.high if change else None,
        "size": expected.size if expected else None,
        "expected_low": expected.low if expected else None,
        "expected_high": expected.high if expected else None,
    }
