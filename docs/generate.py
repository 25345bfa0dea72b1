"""Writes the parts of these pages that are made from the code: `make docs`."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from questionnaires import parts
from questionnaires.model import Questionnaire
from questionnaires.schema import schema
from reports.texts.method import METHOD
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


def pages() -> dict[Path, str]:
    """Every generated page as it should be."""
    return {
        DOCS / "questionnaire.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
        DOCS / "questionnaires.md": _with("questionnaires.md", "settings", _settings()),
        DOCS / "methods.md": _with("methods.md", "method note", _method_note()),
        DOCS / "commands.md": _with("commands.md", "commands", _commands()),
    }


def _with(name: str, mark: str, lines: Iterator[str]) -> str:
    """The page with the part between its two marks replaced."""
    start, end = f"<!-- {mark}: written by make docs -->", f"<!-- end of {mark} -->"
    page = (DOCS / name).read_text(encoding="utf-8")
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
