"""docs/privacy.md knows every column of every table, and no other; and its words are true of the commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from survey.commands.analyse_commands import cli
from survey.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
LETTERS = re.findall(r"^\| \*\*(\w)\*\* \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
TERMS = dict(LETTERS)
"""The letter of a term → how what it is about goes."""


def parts() -> dict[str, str]:
    """Table → what the page says below its heading."""
    found = re.split(r"^#{2,3} (.+)\n", PAGE, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def told(text: str) -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE))


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_column_has_its_reason(table: str) -> None:
    columns = [column.name for column in metadata.tables[table].columns]

    reasons = told(parts().get(table, ""))

    assert list(reasons) == columns
    assert all(len(reason.strip()) > 3 for reason in reasons.values())


def test_no_table_is_described_that_is_not_there() -> None:
    described = {name for name, text in parts().items() if told(text)}

    assert described == set(metadata.tables)


def test_every_table_says_how_long() -> None:
    chapter, missing = "", []
    for name, text in re.findall(r"^(#{2,3} .+)\n([^#]*)", PAGE, re.MULTILINE):
        if name.startswith("## "):
            chapter = text
        elif not set(re.findall(r"\*\*(\w)\*\*", text + chapter)) & set(TERMS):
            missing.append(name)

    assert len(TERMS) == 7
    assert not missing


def test_every_command_that_it_names_is_there() -> None:
    named = {found for found in re.findall(r"`hailong ([\w-]+)", PAGE)}

    assert {"retention", "doors"} <= named <= set(cli.commands)
