"""The words of units: complete in both languages, and every mistake of a file can be said in Vietnamese."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from survey.files import table
from survey.staff.units.faults import VIETNAMESE, sentence
from survey.staff.units.messages import UnitWords
from survey.staff.units.words import SPOKEN, Shown
from survey.tables.units import UNIT_KINDS
from survey.tables.waves import MODES, WAVE_STATES
from survey.units.case_figures import FIELDS
from survey.units.past_figures import WHAT
from survey.units.web_import import SORTS

ROOT = Path(__file__).parents[3] / "survey"
SAYING = [
    ROOT / "files" / "rows.py",
    ROOT / "files" / "merging.py",
    *sorted((ROOT / "units").glob("*.py")),
]


def texts(node: ast.expr) -> str:
    """A sentence as it stands in the code, with x for whatever is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr), ast.dump(node)
    return "".join(str(each.value) if isinstance(each, ast.Constant) else "'x'" for each in node.values)


def said() -> list[tuple[str, str]]:
    """All that is said with `.error(column, what, cure)`, where `what` may have been named just before."""
    found = []
    for path in SAYING:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            named = [
                n
                for n in ast.walk(function)
                if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
            ]
            whats = [texts(n.value) for n in named if n.targets[0].id == "what"]  # type: ignore[attr-defined]
            for call in ast.walk(function):
                if (
                    isinstance(call, ast.Call)
                    and isinstance(call.func, ast.Attribute)
                    and call.func.attr == "error"
                    and len(call.args) == 3
                ):
                    what = call.args[1]
                    several = whats if isinstance(what, ast.Name) else [texts(what)]
                    found += [(each, texts(call.args[2])) for each in several]
    return found


@pytest.mark.parametrize(("what", "cure"), sorted(set(said())))
def test_every_mistake_is_said_in_vietnamese(what: str, cure: str) -> None:
    told = sentence(what, cure, SPOKEN["vi"])
    left = sentence(what, cure, SPOKEN["en"])

    assert told != left
    for english in (what, cure):
        assert english[1:] not in told, "no Vietnamese for it in survey/staff/units/faults.py"


@pytest.mark.parametrize(("english", "vietnamese"), VIETNAMESE.items())
def test_no_sentence_is_taken_for_another_one_with_a_gap(english: str, vietnamese: str) -> None:
    gaps = ["'x'"] * english.count("{}")

    assert sentence(english.format(*gaps), "correct the code", SPOKEN["vi"]).startswith(
        vietnamese.format(*(each.replace("'x'", "“x”") for each in gaps))
    )


def test_there_are_mistakes_to_be_said() -> None:
    assert len(set(said())) > 40
    assert len(VIETNAMESE) > 70


def test_a_value_that_looks_like_a_gap_is_shown_as_it_is() -> None:
    assert sentence("'{0}{x}' is no day", "correct the code", SPOKEN["vi"]).startswith("“{0}{x}” không")


def test_days_and_rates_of_ours_are_written_as_here_and_what_was_typed_as_it_was() -> None:
    told = sentence("there is no unit '2025-01-01' on 2025-06-30", "correct the code", SPOKEN["vi"])

    assert told == "Không có đơn vị “2025-01-01” vào ngày 30/06/2025. Sửa mã."
    assert "90,00%" in sentence("the shares make 90.00%", "correct the code", SPOKEN["vi"])


@pytest.mark.parametrize("language", SPOKEN)
def test_closed_lists_are_named_in_full(language: str) -> None:
    words = SPOKEN[language]

    assert list(words.kinds) == list(UNIT_KINDS)
    assert set(words.wave_states) == set(WAVE_STATES)
    assert set(words.modes) == set(MODES)
    assert list(words.whats) == list(WHAT)
    assert set(words.counts) < set(FIELDS)
    assert set(words.importing) == set(SORTS)
    assert (
        set(words.import_files) == set(words.import_columns) == {n for s in SORTS.values() for n in s.files}
    )
    kinds = [
        each for each in vars(table).values() if isinstance(each, type) and issubclass(each, table.TableError)
    ]
    assert {"TableError"} < set(words.file_problems) <= {each.__name__ for each in kinds}


def test_both_languages_have_the_same_gaps() -> None:
    import re

    vi, en = SPOKEN["vi"], SPOKEN["en"]
    for each in fields(UnitWords):
        one, other = getattr(vi, each.name), getattr(en, each.name)
        assert type(one) is type(other), each.name
        assert set(re.findall(r"\{\w+\}", str(one))) == set(re.findall(r"\{\w+\}", str(other))), each.name
        assert not isinstance(one, dict) or list(one) == list(other), each.name


def test_numbers_are_written_as_the_language_has_them() -> None:
    vi, en = Shown(SPOKEN["vi"]), Shown(SPOKEN["en"])

    assert (vi.rate(0.865), en.rate(0.865)) == ("86,50%", "86.50%")
    assert (vi.number(1250), en.number(1250)) == ("1.250", "1,250")
