"""A public edition as files: no exit says more than another, and nobody can work out what all of them hide."""

from __future__ import annotations

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from analysis.summary import plan_of
from questionnaires.load import load
from tests.analysis.attacker import Attacker
from tests.analysis.published import BASES, CODES, VALID, Exits, Line, Wave, publish, small_wave
from tests.analysis.test_attacker import ENOUGH, bases, hidden, inside_of
from tests.batch.test_content_files import carried, records
from tests.batch.test_restart import contents

OPTIONS = ("--public", "--no-strata", "--also", "all")
"""Without strata, so that no error tells how the ballots lie in units that are hidden."""
DIGIT = re.compile(r"\d")
COUNT = re.compile(r"(?:n )?(\d+)")
FIGURES = ("estimate", "se", "df", "low", "high", "others", "deff", "n_eff")
SIGNS = ("(*)", "–", "…", None)
"""What stands in a cell of the workbook instead of a number."""


@pytest.fixture(scope="module")
def wave() -> Wave:
    """Thirty communes, eleven of them too small to be shown at all."""
    return small_wave(0)


@pytest.fixture(scope="module")
def exits(wave: Wave, tmp_path_factory: pytest.TempPathFactory) -> Exits:
    return publish(wave, tmp_path_factory.mktemp("public"), *OPTIONS)


def is_hidden(line: Line) -> bool:
    return line["suppressed"] == "hidden"


def rate(line: Line) -> str:
    """A line's figure as it is printed."""
    exact = Decimal(repr(round(100 * float(line["estimate"]), 9)))
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%".replace(".", ",")


def test_a_hidden_line_of_the_table_has_no_base_and_no_figure(exits: Exits) -> None:
    shut = [line for line in exits.lines.values() if is_hidden(line)]

    assert len(shut) > 500
    assert {line[name] for line in shut for name in (*BASES[1:], *FIGURES)} == {None}
    # How many ballots there are may be told where those on one item are not, unless it is a few itself.
    assert all(int(line["n"]) >= 10 for line in shut if line["n"])


def test_the_data_file_and_the_workbook_say_what_the_table_says_and_no_more(exits: Exits) -> None:
    assert set(exits.json) == set(exits.workbook) == set(exits.lines)
    for place, line in exits.lines.items():
        for name in (*BASES, *FIGURES):
            wanted = None if line[name] is None else float(line[name])
            written = exits.workbook[place][name]

            assert exits.json[place][name] == wanted, (place, name)
            if wanted is None or is_hidden(line):
                assert written in SIGNS, (place, name)
            else:
                # A workbook keeps sixteen digits.
                assert written == pytest.approx(wanted, rel=1e-14), (place, name)


@pytest.mark.parametrize("ending", [".pdf", ".html"])
def test_no_report_has_a_number_in_a_row_that_the_table_hides(exits: Exits, ending: str) -> None:
    rows = [(path, line, cells) for path, line, cells in exits.rows(ending) if is_hidden(line)]

    assert len(rows) > 100
    # On a narrow screen each cell says the head of its column, too.
    told = [(path.name, line["code"], " ".join(cells).replace("(KTC 95%)", "")) for path, line, cells in rows]
    assert [each for each in told if DIGIT.search(each[2])] == []


@pytest.mark.parametrize("ending", [".pdf", ".html"])
def test_a_base_in_a_report_is_the_base_of_the_table(exits: Exits, ending: str) -> None:
    counted, wrong = 0, []
    for path, line, cells in exits.rows(ending):
        found = COUNT.fullmatch(cells[0]) if cells else None
        if found:
            counted += 1
            same = found[1] == line["n_valid"] and any(rate(line) in cell for cell in cells)
            wrong += [] if same else [(path.name, line["unit"], line["code"], cells)]

    assert counted > 500
    assert wrong == []


def test_the_data_inside_a_report_tell_no_count_and_no_more_than_the_table(exits: Exits) -> None:
    told: list[dict[str, Any]] = []
    for _, path in exits.reports(".pdf"):
        inside = json.loads(carried(path))
        assert inside == json.loads(path.with_suffix(".json").read_bytes())
        told += records(inside, "Figure")

    assert len(told) > 200
    for figure in told:
        by = tuple(figure["by"]) if figure.get("by") else None
        line = exits.lines[figure.get("unit"), by, figure["code"]]  # type: ignore[index]
        numbers = {name: figure.get(name) for name in BASES}

        assert numbers == {name: line[name] and int(line[name]) for name in BASES}, figure
        assert bool(figure.get("estimate")) == (line["estimate"] is not None)
        assert "counts" not in figure or figure["counts"] is None


def other_wave(wave: Wave, exits: Exits) -> Wave:
    """The same with one ballot moved from one hidden unit to another: 6 and 4 ballots become 5 and 5."""
    shut = {unit for unit, by, code in exits.lines if code == "overall" and by is None and unit is not None}
    shut = {unit for unit in shut if exits.lines[unit, None, "overall"]["n"] is None}
    sizes = {unit: wave.units.count(unit) for unit in sorted(shut)}
    giver = next(unit for unit, size in sizes.items() if 4 < size < 9)
    taker = next(unit for unit, size in sizes.items() if 2 < size < 9 and unit != giver)
    return wave.moved(wave.units.index(giver), taker)


def test_no_file_changes_when_a_ballot_moves_between_two_units_that_are_hidden(
    wave: Wave, exits: Exits, tmp_path: Path
) -> None:
    """Whatever a reader does with the files, they are the same in both cases."""
    other = publish(other_wave(wave, exits), tmp_path, *OPTIONS)

    assert contents(other.folder) == contents(exits.folder)


@pytest.mark.soak
def test_nor_does_any_full_or_official_report(wave: Wave, exits: Exits, tmp_path: Path) -> None:
    more = ("--public", "--no-strata", "--edition", "full", "--official")
    first = publish(wave, tmp_path / "first", *more)
    second = publish(other_wave(wave, exits), tmp_path / "second", *more)

    files = contents(first.folder)
    assert {Path(name).suffix for name in files if "official" in name} == {".pdf", ".html", ".docx"}
    assert contents(second.folder) == files


def leaks(wave: Wave, exits: Exits) -> list[str]:
    """Hidden bases that could be fewer than three numbers to a reader of the files."""
    _, plan = plan_of(load(exits.folder.parent / "form.yaml"), None, 0.95)
    attacker = Attacker.of(exits.summary(wave), plan, wave.by, CODES, VALID)
    real = {key: bases(wave.answers, inside_of(key, wave.units, wave.by), plan) for key in attacker.keys}
    found = []
    for key, line in hidden(attacker, real):
        values = attacker.could_be(attacker.base(key, line), ENOUGH)
        if len(values) < ENOUGH:
            found.append(f"{key} line {line} is one of {sorted(values)}, really {real[key][line]}")
    return found


def test_no_hidden_base_of_a_few_communes_can_be_worked_out_from_the_files(tmp_path: Path) -> None:
    wave = small_wave(1, units=5)
    exits = publish(wave, tmp_path, "--public")

    assert sum(map(is_hidden, exits.lines.values())) > 20
    assert leaks(wave, exits) == []


def test_files_of_the_edition_for_inside_would_give_bases_away(tmp_path: Path) -> None:
    wave = small_wave(1, units=5)

    assert leaks(wave, publish(wave, tmp_path)) != []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_no_hidden_base_of_thirty_communes_can_be_worked_out_from_the_files(
    seed: int, tmp_path: Path
) -> None:
    wave = small_wave(seed)

    assert leaks(wave, publish(wave, tmp_path, "--public")) == []
