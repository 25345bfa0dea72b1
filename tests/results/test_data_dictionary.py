"""The pages about the data are held to the code."""

from __future__ import annotations

import re
from pathlib import Path

from survey.analysing.exports import ESTIMATE_FIELDS
from survey.analysing.workbook_codebook import codes, column
from survey.results.ballot_table import FIELDS
from survey.tables import Tally
from tests.results.cast import Province

PAGE = (Path(__file__).parents[2] / "docs" / "data-dictionary.md").read_text(encoding="utf-8")


def test_every_column_of_the_export_is_documented() -> None:
    design = ("wave", "unit", "stratum", "psu", "population", "weight")

    assert not [name for name in (*design, *FIELDS) if not re.search(rf"^\| `{name}`", PAGE, re.MULTILINE)]


def test_the_page_and_the_code_book_of_the_workbook_say_the_same() -> None:
    told = re.findall(
        r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", section("estimates.csv"), re.MULTILINE
    )
    nchs = re.findall(
        r"^\| `(\w+)` \| `\w+` \| ([^|]+) \|$", section("Reasons of the NCHS standard"), re.MULTILINE
    )

    assert [name for name, _, _ in told] == list(ESTIMATE_FIELDS)
    for name, heading, meaning in told:
        assert heading == column("estimates", name).heading["vi"]
        assert meaning.startswith(column("estimates", name).meaning["en"])
    assert dict(nchs) == {code: found.meaning["en"] for code, found in codes()["nchs_reasons"].items()}


def section(heading: str) -> str:
    """The part of the page below a heading, up to the next."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#)", PAGE, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_every_column_of_a_tally_is_documented() -> None:
    assert not [name for name in Tally.model_fields if name != "id" and f"`{name}`" not in PAGE]


def test_the_export_has_no_other_columns(sqlite_place: Province) -> None:
    sqlite_place.unit("a", "Xã An Hòa")
    sqlite_place.wave("w", design="stratified_clusters")
    for number in range(2):
        above = sqlite_place.cell("w", "Xã An Hòa", f"{number}", stratum="s", population=9)
        cell = sqlite_place.cell("w", "Xã An Hòa", f"{number}", stage=2, parent_id=above, population=99)
        sqlite_place.fill("w", "Xã An Hòa", 5, design_cell_id=cell, weight=1.0)

    header = sqlite_place.export("w").read_text(encoding="utf-8-sig").splitlines()[0].split(";")

    assert header == (
        "wave unit agency service_point procedure field mode day language ballot_respondent_type assisted state "
        "stratum psu psu2 population population2 weight "
        "sent how_1 how_2 how_3 respondent_type A1 A2 AO A3".split()
    )
