"""A questionnaire of ours written as the sheets of an XLSForm, as its author would by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from questionnaires.model import Item, Questionnaire
from questionnaires.parts import Aspect, Block, Factor, Scale

NAMES = {"vi": "Vietnamese (vi)", "en": "English (en)", "km": "Khmer (km)"}
Line = dict[str, str]
Sheets = dict[str, list[list[str]]]


def sheets_of(form: Questionnaire) -> Sheets:
    """The three sheets."""
    lists: dict[str, Scale] = {}
    survey = [line for block in form.blocks for line in _block(form, block, lists)]
    choices = [line for name, scale in lists.items() for line in _choices(name, scale)]
    settings: Line = {
        "form_id": form.code,
        "version": form.version,
        "hailong_status": form.status,
        "hailong_wording": form.wording,
        "hailong_index_rule": form.index_rule,
        **_texts("form_title", form.title),
    }
    return {"survey": table(survey), "choices": table(choices), "settings": table([settings])}


def table(lines: list[Line]) -> list[list[str]]:
    """Rows under one heading."""
    heads = list(dict.fromkeys(head for line in lines for head in line))
    return [heads, *([line.get(head, "") for head in heads] for line in lines)]


def workbook(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """The sheets as a file."""
    book, file = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def _texts(column: str, text: Mapping[str, str] | None) -> Line:
    return {f"{column}::{name}": text[key] for key, name in NAMES.items() if text and key in text}


def _block(form: Questionnaire, block: Block, lists: dict[str, Scale]) -> Iterator[Line]:
    yield _begin(block) | {"hailong_role": block.role} | _texts("hailong_stem", block.stem)
    if block.intro:
        yield {"type": "note", "name": f"{block.code}_note", **_texts("label", block.intro)}
    for aspect in block.aspects:
        yield _begin(aspect) | {"hailong_part": "aspect"}
        yield from _held(form, aspect, lists)
        yield {"type": "end_group"}
    yield from _held(form, block, lists)
    yield {"type": "end_group"}


def _held(form: Questionnaire, holder: Block | Aspect, lists: dict[str, Scale]) -> Iterator[Line]:
    for factor in holder.factors:
        yield _begin(factor) | _texts("hailong_stem", factor.stem)
        yield from (_item(form, item, lists) for item in factor.items)
        yield {"type": "end_group"}
    yield from (_item(form, item, lists) for item in holder.items)


def _begin(group: Block | Aspect | Factor) -> Line:
    return {"type": "begin_group", "name": group.code, **_texts("label", group.title)}


def _item(form: Questionnaire, item: Item, lists: dict[str, Scale]) -> Line:
    kind = {"multiple": "select_multiple", "text": "text"}.get(item.kind, "select_one")
    scale = form.scale_of(item)
    name = next((name for name, each in lists.items() if each == scale), f"list_{item.code}")
    if item.kind != "text":
        name = next((name for name, each in form.scales.items() if each == scale and not item.options), name)
        lists[name] = scale
    line = {
        "type": kind if kind == "text" else f"{kind} {name}",
        "name": item.code,
        "required": "yes" if item.required else "no",
        "relevant": _relevant(form, item),
        "constraint": f"count-selected(.) <= {item.most}" if item.most else "",
        "hailong_kind": item.kind if kind == "select_one" else "",
        "hailong_role": item.role or "",
        "hailong_weight": "" if item.weight is None else repr(item.weight),
        **_texts("label", item.text),
        **_texts("hailong_stem", item.stem),
    }
    return line


def _relevant(form: Questionnaire, item: Item) -> str:
    if item.asked_if is None:
        return ""
    asked, codes = item.asked_if.item, item.asked_if.codes
    if form.item(asked).kind == "multiple":
        return " or ".join(f"selected(${{{asked}}}, '{code}')" for code in codes)
    return " or ".join(f"${{{asked}}} = '{code}'" for code in codes)


def _choices(name: str, scale: Scale) -> Iterator[Line]:
    for option in scale.options:
        mark = "positive" if option.code in scale.positive else "" if option.counts else "outside"
        marked = "" if name.startswith("list_") and mark == "positive" else mark
        yield {
            "list_name": name,
            "name": option.code,
            "hailong_answer": marked,
            **_texts("label", option.label),
        }
    if scale.no_opinion:
        yield {
            "list_name": name,
            "name": "99",
            "hailong_answer": "no_opinion",
            **_texts("label", scale.no_opinion),
        }
