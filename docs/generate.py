"""Writes the parts of these pages that are made from the code: `make docs`."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from questionnaires import parts
from questionnaires.model import Questionnaire
from questionnaires.schema import schema
from reports.texts.method import METHOD
from survey.analysing.exports import CHANGE_FIELDS, ESTIMATE_FIELDS
from survey.analysing.workbook_codebook import Column, codes, column, columns
from survey.cli import cli

DOCS = Path(__file__).parent
MODELS = (
    Questionnaire,
    parts.Scale,
    parts.Option,
    parts.Block,
    parts.Aspect,
    parts.Factor,
    parts.Item,
    parts.Route,
)
WHOLE_TABLES = {"estimates": ESTIMATE_FIELDS, "changes": CHANGE_FIELDS}
OWN_COLUMNS: dict[str, tuple[str, ...]] = {
    "every table": (),
    "ranks": ("ranks",),
    "pairs": ("pairs", "against_rest", "standardised"),
    "expected": ("expected",),
    "small areas": ("small_areas_model_based",),
    "quality": ("quality", "quality_effect"),
    "scale": ("scale",),
    "drivers": ("drivers",),
    "trend": ("trend",),
    "questions": ("questions",),
}


def pages() -> dict[Path, str]:
    """Every generated page as it should be."""
    return {
        DOCS / "questionnaire.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
        DOCS / "questionnaires.md": _with("questionnaires.md", "settings", _settings()),
        DOCS / "methods.md": _with("methods.md", "method note", _method_note()),
        DOCS / "commands.md": _with("commands.md", "commands", _commands()),
        DOCS / "data-dictionary.md": _dictionary(),
    }


def _with(name: str, mark: str, lines: Iterator[str]) -> str:
    """The page with the part between its two marks replaced."""
    return _replaced((DOCS / name).read_text(encoding="utf-8"), mark, lines)


def _replaced(page: str, mark: str, lines: Iterable[str]) -> str:
    start, end = f"<!-- {mark}: written by make docs -->", f"<!-- end of {mark} -->"
    before, rest = page.split(start)
    return "\n".join([before + start, "", *lines, end + rest.split(end)[1]])


def _settings() -> Iterator[str]:
    for model in MODELS:
        yield f"### {model.__name__}"
        yield ""
        yield (model.__doc__ or "").strip()
        yield ""
        yield "| setting | default | meaning |"
        yield "|---|---|---|"
        for name, field in model.model_fields.items():
            default = (
                "required" if field.is_required() else _default(field.get_default(call_default_factory=True))
            )
            yield f"| `{name}` | {default} | {_cell(field.description)} |"
        yield ""


def _cell(text: str | None) -> str:
    """Text that cannot break a table."""
    return " ".join((text or "").split()).replace("|", "\\|")


def _default(value: Any) -> str:
    if value is None or value == () or value == {}:
        return "none"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


def _method_note() -> Iterator[str]:
    yield "| tiếng Việt | English |"
    yield "|---|---|"
    term = None
    for key, text in METHOD.items():
        if key.startswith("term_"):
            term = text
            continue
        if term:
            yield f"| **{term['vi']}** | **{term['en']}** |"
            term = None
        yield f"| {text['vi']} | {text['en']} |"
    yield ""


def _dictionary() -> str:
    """The page about the data with the columns that the code book of every workbook explains."""
    page = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
    for table, fields in WHOLE_TABLES.items():
        page = _replaced(page, f"columns of {table}", _columns([column(table, name) for name in fields]))
    for mark, tables in OWN_COLUMNS.items():
        own = [each for each in columns() if set(each.tables) & set(tables) or not (each.tables or tables)]
        page = _replaced(page, f"columns of {mark}", _columns(own))
    page = _replaced(page, "settings", _told_settings())
    for mark, name in {"methods": "method", "reasons": "reason"}.items():
        page = _replaced(page, mark, _told_codes(name))
    return page


def _columns(told: Iterable[Column]) -> Iterator[str]:
    yield "| column | type | heading in the workbook | meaning |"
    yield "|---|---|---|---|"
    for each in told:
        words = codes().get(each.values, {}) if each.values != "truth" else {}
        values = "; ".join(f"`{code}` {found.meaning['en']}" for code, found in words.items() if found.word)
        meaning = _cell(each.meaning["en"]) + (f" ({values})" if values else "")
        yield f"| `{each.code}` | {each.unit.kind} | {each.heading['vi']} | {meaning} |"
    yield ""


def _told_settings() -> Iterator[str]:
    yield "| key of `settings` | in the workbook | meaning |"
    yield "|---|---|---|"
    for each in columns():
        if each.tables == ("settings",):
            yield f"| `{each.code}` | {each.heading['vi']} | {_cell(each.meaning['en'])} |"
    yield ""


def _told_codes(name: str) -> Iterator[str]:
    yield f"| `{name}` | meaning |"
    yield "|---|---|"
    for code, found in codes()[name].items():
        yield f"| `{code}` | {_cell(found.meaning['en'])} |"
    yield ""


def _commands() -> Iterator[str]:
    for name, command in _leaves(cli, ("hailong",)):
        context = click.Context(command, info_name=name)
        yield f"### {name}"
        yield ""
        yield f"`{name} {' '.join(command.collect_usage_pieces(context))}`"
        yield ""
        yield inspect.cleandoc(command.help or "")
        yield ""
        yield from _options(command)


def _leaves(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _leaves(below, (*path, name))
    else:
        yield " ".join(path), command


def _options(command: click.Command) -> Iterator[str]:
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    if options:
        yield "| option | default | meaning |"
        yield "|---|---|---|"
    for option in options:
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        yield f"| {_cell(f'{names} {_value(option)}')} | {_option_default(option)} | {_cell(option.help)} |"
    if options:
        yield ""


def _value(option: click.Option) -> str:
    """What follows an option on the command line."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return " or ".join(str(each) for each in option.type.choices)
    return option.metavar or option.type.name.upper().replace(" ", "-")


def _option_default(option: click.Option) -> str:
    if option.required:
        return "required"
    default = option.default
    plain = isinstance(default, str | int | float) and not isinstance(default, bool) and default != ""
    return f"`{default}`" if plain else ""


if __name__ == "__main__":
    for page, text in pages().items():
        page.write_text(text, encoding="utf-8")
        print(f"docs/{page.name}")
