"""The documentation is held to the code: commands, columns, settings, words of make, examples."""

from __future__ import annotations

import json
import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from analysis.interval_rules import FEW_DF
from questionnaires import model, parts
from questionnaires.load import load
from survey.analysing import exports
from survey.cli import cli

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
MODELS = [each for module in (model, parts) for each in vars(module).values() if isinstance(each, type)]
SETTINGS = sorted({name for each in MODELS if issubclass(each, BaseModel) for name in each.model_fields})


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group: click.Command = cli, path: str = "hailong") -> Iterator[tuple[str, click.Command]]:
    """Every command below a group with the words that call it."""
    if not isinstance(group, click.Group):
        yield path, group
        return
    for name, below in group.commands.items():
        yield from commands(below, f"{path} {name}")


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of one language in a page."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def section(text: str, heading: str) -> str:
    """The part of a page below a heading, up to the next heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def test_the_generated_pages_are_as_the_code_makes_them() -> None:
    pages = runpy.run_path(str(DOCS / "generate.py"))["pages"]()

    stale = [path.name for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run: make docs"


COMMANDS = list(commands())


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    told = section(page("docs/commands.md"), name)
    options = [option for each in command.params if isinstance(each, click.Option) for option in each.opts]

    assert told, f"{name} is not in docs/commands.md"
    assert not [option for option in options if f"`{option}`" not in told]


def test_every_column_of_the_output_is_documented() -> None:
    told = page("docs/data-dictionary.md")

    assert not [
        name for name in (*exports.ESTIMATE_FIELDS, *exports.CHANGE_FIELDS) if f"`{name}`" not in told
    ]


def test_every_setting_of_a_questionnaire_is_documented() -> None:
    told = page("docs/questionnaires.md")

    assert not [name for name in SETTINGS if f"| `{name}` |" not in told]


def test_every_word_of_make_is_in_the_readme() -> None:
    words = re.findall(r"^([a-z]+):.*?## ", page("Makefile"), re.MULTILINE)

    assert len(words) == 8
    assert not [word for word in words if f"make {word}" not in page("README.md")]


@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path, "yaml")], ids=lambda path: path.name)
def test_every_example_questionnaire_loads(path: Path, tmp_path: Path) -> None:
    for number, text in enumerate(blocks(path, "yaml")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8")

        assert load(file).items


def test_every_option_used_in_an_example_exists() -> None:
    known = {option for _, each in COMMANDS for param in each.params for option in param.opts}
    used = {
        option
        for path in PAGES
        for block in blocks(path, "sh")
        for line in block.splitlines()
        if "hailong" in line or line.startswith(" ")
        for option in re.findall(r"(?<!\S)--[a-z-]+", line)
    }

    assert used - known - {"--help", "--version"} == set()


def examples() -> list[tuple[str, str]]:
    """Every command that a page tells to type, with the page."""
    found = []
    for path in PAGES:
        for block in blocks(path, "sh"):
            whole = block.replace("\\\n", " ")
            found += [
                (path.name, line.strip())
                for line in whole.splitlines()
                if line.strip().startswith("hailong ")
            ]
    return found


@pytest.mark.parametrize(("name", "line"), examples())
def test_every_example_gives_a_command_what_it_needs(name: str, line: str) -> None:
    """Everything but that the files are there."""
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    command: click.Command = cli
    context = click.Context(cli, info_name="hailong")
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None, line
        command = found
    given, left, _ = command.make_parser(click.Context(command, parent=context)).parse_args(words)

    missing = [param.name for param in command.params if param.required and given.get(param.name) is None]
    files = [param.name for param in command.params if _is_argument_of_a_file(param)]
    assert (missing, left) == ([], [])
    assert not [given[each] for each in files if "." not in given[each] and "questionnaire" not in line]


def _is_argument_of_a_file(param: click.Parameter) -> bool:
    return (
        isinstance(param, click.Argument) and isinstance(param.type, click.Path) and not param.type.dir_okay
    )


def test_every_link_between_the_pages_leads_somewhere() -> None:
    links = [
        (path, target)
        for path in PAGES
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8"))
    ]

    broken = [f"{path.name}: {target}" for path, target in links if not (path.parent / target).exists()]
    assert not [each for each in broken if "report.png" not in each]


def test_the_keys_of_the_json_output_are_documented() -> None:
    told = page("docs/data-dictionary.md")
    keys = re.findall(r'^ {12}"(\w+)":', page("survey/analysing/result_files.py"), re.MULTILINE)

    assert keys
    assert not [key for key in keys if f"`{key}`" not in told]


def test_the_methods_page_knows_the_thresholds_of_the_code() -> None:
    limits = re.findall(r"^    (display|reliable): int = (\d+)", page("analysis/figures.py"), re.MULTILINE)
    told = page("docs/methods.md")

    assert f"df < {FEW_DF}" in told
    assert len(limits) == 2
    assert not [name for name, value in limits if f"Fewer than {value} " not in told]


def test_the_editor_schema_is_valid_json() -> None:
    assert json.loads(page("docs/questionnaire.schema.json"))["properties"]["blocks"]
