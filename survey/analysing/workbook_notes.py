"""The notes of a workbook: what it is, where it comes from, its symbols, how the figures were made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from questionnaires.model import Text, say
from reports import style, words
from survey.analysing.result_content import Content
from survey.analysing.workbook_codebook import SHEETS, column

SECTIONS: dict[str, Text] = {
    "about": {"vi": "Nguồn số liệu", "en": "Where the figures come from"},
    "symbols": {"vi": "Ký hiệu trong bảng", "en": "Symbols in the tables"},
    "settings": {"vi": "Cách tính", "en": "How the figures were made"},
    "weighting": {"vi": "Quyền số", "en": "Weights"},
    "also": {"vi": "Cách tính các bảng bổ sung", "en": "How the further tables were made"},
    "notes": {"vi": "Ghi chú về đơn vị", "en": "Remarks on units"},
    "series": {"vi": "Các đợt không so sánh được", "en": "Waves that cannot be compared"},
    "reading": {"vi": "Cách đọc tệp này", "en": "How to read this file"},
}
ABOUT: dict[str, Text] = {
    "title": {"vi": "Tên", "en": "Title"},
    "source": {"vi": "Nguồn", "en": "Source"},
    "checksum": {"vi": "Mã kiểm tra số liệu", "en": "Figures checksum"},
    "questionnaire": {"vi": "Mẫu phiếu", "en": "Questionnaire"},
    "version": {"vi": "Phiên bản mẫu phiếu", "en": "Version of the questionnaire"},
    "note": {"vi": "Ghi chú", "en": "Remark"},
}
READING: dict[str, Text] = {
    "rows": {
        "vi": "Dòng 3 là tên cột, dòng 4 là mã cột cho phần mềm, số liệu từ dòng 5."
        " Cột không có gì thì ẩn đi.",
        "en": "Row 3 has the headings, row 4 the codes of the columns for programs, the lines begin in"
        " row 5. A column with nothing in it is folded away.",
    },
    "numbers": {
        "vi": "Tỷ lệ được lưu từ 0 đến 1 với 16 chữ số, hiện theo %; cùng số với báo cáo và estimates.json.",
        "en": "Shares are kept between 0 and 1 with 16 digits and shown in %; the same numbers as in the"
        " reports and in estimates.json.",
    },
}
SIMULATED: Text = {"vi": "Số liệu", "en": "Data"}


def note_rows(content: Content) -> Iterator[list[str]]:
    """Section, entry, text and key of every note."""
    language = content.language
    for name, rows in (
        ("about", _about(content)),
        ("symbols", ((sign, meaning, "") for sign, meaning in symbols(content))),
        ("reading", (("", say(text, language), key) for key, text in READING.items())),
        ("settings", _settings(content.settings, language)),
        ("weighting", _listed(content.more.get("weighting", ()), "method")),
        ("also", _also(content)),
        ("notes", ((_whom(each), each["note"], "") for each in content.more.get("notes", ()))),
        ("series", _series(content)),
    ):
        for term, text, key in rows:
            yield [say(SECTIONS[name], language), term, text, key]


def symbols(content: Content) -> list[tuple[str, str]]:
    """The symbols of the tables and what they mean."""
    language, limits = content.language, content.settings["limits"]
    scored = content.settings["index_rule"] == "mean_score"
    return [
        (style.HIDDEN, words.say("symbol_hidden", language, limit=str(limits["display"]))),
        (style.MISSING, words.say("symbol_missing", language)),
        (style.NOTHING, words.say("symbol_nothing", language)),
        (
            style.REFERENCE,
            words.say(
                "symbol_reference_score" if scored else "symbol_reference",
                language,
                reliable=str(limits["reliable"]),
                width=style.points(limits["width"], language, 0),
            ),
        ),
    ]


def _about(content: Content) -> Iterator[tuple[str, str, str]]:
    language = content.language
    for key, term in ABOUT.items():
        if text := getattr(content.about, key):
            yield say(term, language), text, key
    if content.about.simulated:
        yield say(SIMULATED, language), words.say("simulated", language), "simulated"


def _settings(settings: Mapping[str, Any], language: str) -> Iterator[tuple[str, str, str]]:
    for key, value in settings.items():
        if text := _text(value, language):
            yield say(column("settings", key).heading, language), text, key


def _also(content: Content) -> Iterator[tuple[str, str, str]]:
    for table in content.tables:
        told = {key: value for key, value in table.about().items() if key not in ("table", "file", "lines")}
        yield say(SHEETS[table.name], content.language), _text(told, content.language), table.name


def _series(content: Content) -> Iterator[tuple[str, str, str]]:
    for each in content.more.get("series", ()):
        settings = _text(each["settings"], content.language)
        form = f"{each['questionnaire']} {each['version']}"
        yield ", ".join(each["waves"]), f"{form}; {settings}", ""


def _listed(steps: Any, key: str) -> Iterator[tuple[str, str, str]]:
    for step in steps:
        yield step[key], _text({k: v for k, v in step.items() if k != key}, "en"), ""


def _whom(each: Mapping[str, Any]) -> str:
    return f"{each['wave']}: {each['unit']}"


def _text(value: Any, language: str) -> str:
    """A setting on one line; nothing for what was not set."""
    if value is None or value == "" or value == () or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return {"vi": ("không", "có"), "en": ("no", "yes")}[language][value]
    if isinstance(value, Mapping):
        told = ((key, _text(each, language)) for key, each in value.items())
        return "; ".join(f"{key}: {text}" for key, text in told if text)
    if isinstance(value, list | tuple):
        return ", ".join(_text(each, language) for each in value)
    return value if isinstance(value, str) else json.dumps(value)
