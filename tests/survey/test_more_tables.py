"""The tables of --also: what all of them keep to, and what each is refused for."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest

from survey.analysing.also import TABLES
from survey.analysing.more.table import COMMON
from survey.analysing.request import ALSO, MORE_FILES
from tests.survey.cast import Command, Outcome
from tests.survey.more_cast import FORM, SMALL, TINY, Made, made, many_ballots

CAME = (
    *("--mode", "mode", "--seconds", "seconds", "--collector", "collector"),
    *("--day", "day", "--hour", "hour", "--serial", "serial"),
)
EVERYTHING = (
    "--also",
    "all",
    "--kind",
    "kind",
    "--mix",
    "mode",
    "--interval",
    "beta",
    "--wave",
    "wave",
    *CAME,
)
WAVES = ("2024", "2025", "2026")
WRITTEN = sorted(name.removesuffix(".csv") for name in MORE_FILES if name != "weights.csv")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """All tables of three waves."""
    folder = tmp_path_factory.mktemp("everything")
    return made(folder, many_ballots(waves=WAVES), *EVERYTHING, "--simulated", "--lang", "en")


@pytest.fixture
def ask(hailong: Command, tmp_path: Path) -> Command:
    """The command on the usual ballots of one wave, expected to end early."""

    def command(*options: object) -> Outcome:
        (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
        file = many_ballots().csv(tmp_path / "b.csv")
        out = tmp_path / "out"
        given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", out)
        outcome = hailong("analyse", file, *given, *options)
        outcome.folder = out
        return outcome

    return command


def refused(outcome: Outcome, *words: str) -> None:
    """One line with what, where and the cure, and nothing left behind."""
    assert outcome.status == 2
    assert outcome.err.startswith("hailong: ") and outcome.err.count("\n") == 1, outcome.err
    assert not [word for word in words if word not in outcome.err], outcome.err
    assert outcome.err.count("; ") >= 2
    assert not outcome.folder.exists()


def test_the_names_of_the_help_are_those_of_the_dictionary() -> None:
    assert tuple(TABLES) == ALSO


def test_every_table_is_a_file_that_a_second_run_may_replace(everything: Made) -> None:
    found = {path.stem for path in everything.folder.glob("*.csv")} - {"estimates", "changes"}

    assert sorted(found) == WRITTEN


@pytest.mark.parametrize("name", WRITTEN)
def test_a_line_tells_how_it_was_made_and_that_it_is_simulated(everything: Made, name: str) -> None:
    lines = everything.table(name)

    assert tuple(lines[0])[-len(COMMON) :] == COMMON if lines else name == "quality"
    assert all(line["method"] and line["note"] and line["simulated"] == "true" for line in lines)
    assert all(line["level"] == "0.95" for line in lines if name != "quality")


@pytest.mark.parametrize("name", sorted({*WRITTEN} - {"quality"}))
def test_a_unit_of_three_ballots_is_in_none_of_the_tables(everything: Made, name: str) -> None:
    text = (everything.folder / f"{name}.csv").read_text(encoding="utf-8-sig")

    assert TINY not in text


@pytest.mark.parametrize("name", ["ranks", "pairs", "against_rest", "standardised", "expected", "trend"])
def test_a_unit_with_few_answers_is_ranked_and_compared_with_nobody(everything: Made, name: str) -> None:
    text = (everything.folder / f"{name}.csv").read_text(encoding="utf-8-sig")

    assert SMALL not in text


def test_who_stays_out_is_named_with_the_reason(everything: Made) -> None:
    why = {
        (each["table"], each["unit"]): each["why"]
        for each in everything.json["left_out"]
        if each["code"] == "overall"
    }

    assert why["ranks", TINY] == why["small_areas_model_based", TINY] == "hidden"
    assert why["ranks", SMALL] == why["expected", SMALL] == "for_reference"
    assert ("small_areas_model_based", SMALL) not in why


def test_the_json_holds_the_lines_of_the_files(everything: Made) -> None:
    data = everything.json

    for about in data["also"]:
        lines = everything.table(about["table"])
        assert about["file"] == f"{about['table']}.csv"
        assert about["lines"] == len(lines) == len(data[about["table"]])
        assert all(about["note"] for _ in lines)
    shown = everything.table("ranks")[0]
    assert data["ranks"][0]["value"] == float(shown["value"])
    assert data["ranks"][0]["best_3"] == (shown["best_3"] == "true")


def test_the_settings_hold_every_option(everything: Made) -> None:
    settings = everything.json["settings"]

    assert settings["also"] == ["all"] and settings["interval"] == "beta" and settings["seed"] == 20260701
    assert settings["columns"]["kind"] == "kind" and settings["columns"]["mix"] == ["mode"]
    assert settings["columns"]["hour"] == "hour" and settings["mix_shares"] == "pooled"


def test_the_order_of_the_rows_changes_no_byte(everything: Made, tmp_path: Path) -> None:
    sheet = many_ballots(waves=WAVES)
    random.Random(9).shuffle(sheet.rows)
    again = made(tmp_path, sheet, *EVERYTHING, "--simulated", "--lang", "en")

    for name in {*WRITTEN} - {"quality"}:
        first, second = (each.folder / f"{name}.csv" for each in (everything, again))
        assert first.read_bytes() == second.read_bytes(), name
    # A flag names rows of the spreadsheet; all else of it stays.
    bare = [
        [{k: v for k, v in line.items() if k != "rows"} for line in each.table("quality")]
        for each in (everything, again)
    ]
    assert bare[0] == bare[1]


def test_the_figures_do_not_depend_on_the_tables(tmp_path: Path) -> None:
    with_tables = made(tmp_path / "1", many_ballots(), "--also", "ranks", "--kind", "kind")
    without = made(tmp_path / "2", many_ballots())

    assert with_tables.json["about"]["checksum"] == without.json["about"]["checksum"]


def test_small_areas_are_marked_in_the_name_and_in_every_line(everything: Made) -> None:
    lines = everything.table("small_areas_model_based")

    assert {line["model_based"] for line in lines} == {"true"}
    assert all("not for ranking" in line["note"] or "same figure" in line["note"] for line in lines)
    assert not [name for name in WRITTEN if "small_areas" in name and "model_based" not in name]


def test_units_of_different_kinds_never_share_a_table(everything: Made) -> None:
    for line in everything.table("pairs"):
        assert line["first"].split()[0] == line["second"].split()[0]
    kinds = {line["unit"]: line["unit_kind"] for line in everything.table("ranks")}
    assert {kind for unit, kind in kinds.items() if unit.startswith("Xã")} == {"commune"}
    assert {line["units"] for line in everything.table("ranks")} == {"6", "4"}


def test_a_table_in_vietnamese_has_its_note_in_vietnamese(tmp_path: Path) -> None:
    found = made(tmp_path, many_ballots(), "--also", "ranks,small-areas")

    assert "Khoảng thứ hạng" in found.table("ranks")[0]["note"]
    assert "không dùng để xếp hạng" in found.table("small_areas_model_based")[0]["note"]


def test_every_column_of_the_tables_is_documented(everything: Made) -> None:
    told = Path("docs/data-dictionary.md").read_text(encoding="utf-8")

    for name in WRITTEN:
        with (everything.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            columns = next(csv.reader(file))
        missing = [column for column in columns if not re.search(rf"`{column}`", told)]
        assert f"{name}.csv" in told
        assert not missing, name


def test_volunteers_are_ranked_only_when_that_is_spelt_out(ask: Command) -> None:
    outcome = ask("--voluntary", "--also", "ranks")

    refused(outcome, "voluntary", "--also ranks", "--rank-volunteers")


@pytest.mark.parametrize("name", ["pairs", "expected"])
def test_volunteers_are_not_judged_either(ask: Command, name: str) -> None:
    refused(ask("--voluntary", "--also", name), "voluntary", f"--also {name}", "--rank-volunteers")


def test_ranked_volunteers_carry_a_warning_in_every_line(tmp_path: Path) -> None:
    found = made(
        tmp_path, many_ballots(), "--voluntary", "--also", "ranks", "--rank-volunteers", "--lang", "en"
    )

    assert all(line["warning"].startswith("Volunteers, not a random sample") for line in found.table("ranks"))


def test_with_all_of_them_what_cannot_be_made_is_told_and_the_rest_is_made(
    ask: Command, tmp_path: Path
) -> None:
    outcome = ask("--voluntary", "--also", "all")

    assert outcome.status == 0
    assert "no table ranks: the ballots are voluntary" in outcome.err
    assert "no table trend: a trend needs 3 waves" in outcome.err
    assert (outcome.folder / "scale.csv").exists() and not (outcome.folder / "ranks.csv").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--also", "rank"), ("'rank'", "--also", "ranks, pairs")),
        (("--also", "trend", "--wave", "wave"), ("3 waves", "--also trend", "changes.csv")),
        (("--also", "ranks", "--mix", "mode"), ("--mix", "pairs")),
        (("--also", "ranks", "--break", "2025"), ("--break", "trend")),
        (("--also", "ranks", "--rank-volunteers", "--mode", "mode"), ("--mode", "quality")),
        (("--also", "quality", "--public"), ("--public", "--also quality")),
        (("--also", "small-areas", "--public"), ("--public", "--also small-areas")),
        (("--also", "small-areas", "--voluntary"), ("volunteers", "leave it out")),
        (("--also", "pairs", "--kind", "sex"), ("two kinds", "'sex'", "one kind")),
        (("--interval", "magic"), ("'magic'", "clopper_pearson")),
        (("--also", "quality", "--hour", "hour"), ("hour", "--day")),
    ],
)
def test_what_cannot_be_made_is_refused_with_the_cure(
    ask: Command, options: tuple[str, ...], words: tuple[str, ...]
) -> None:
    refused(ask(*options), *words)


def test_a_unit_without_a_cell_of_the_mix_is_named(ask: Command) -> None:
    outcome = ask("--also", "pairs", "--mix", "mode,sex,day")

    refused(outcome, "unit ", "in cell", "--mix-shares common")


def test_a_blank_in_the_column_of_kinds_is_refused_with_its_row(hailong: Command, tmp_path: Path) -> None:
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    file = many_ballots().put(7, "kind", "").csv(tmp_path / "b.csv")
    given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", tmp_path / "out")

    outcome = hailong("analyse", file, *given, "--also", "ranks", "--kind", "kind")

    assert outcome.status == 1
    assert "'kind'" in outcome.err and "row 7" in outcome.err


@pytest.mark.parametrize(
    ("column", "value", "option"),
    [("seconds", "long", "seconds"), ("day", "?", "day"), ("hour", "noon", "hour")],
)
def test_a_cell_that_tells_no_time_is_refused_with_its_row(
    hailong: Command, tmp_path: Path, column: str, value: str, option: str
) -> None:
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    file = many_ballots().put(7, column, value).csv(tmp_path / "b.csv")
    given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", tmp_path / "out")

    outcome = hailong("analyse", file, *given, "--also", "quality", f"--{option}", column, "--day", "day")

    assert outcome.status == 1
    assert value in outcome.err and "row 7" in outcome.err and not (tmp_path / "out").exists()


def test_too_few_complete_ballots_give_no_drivers(tmp_path: Path, hailong: Command) -> None:
    (tmp_path / "form.yaml").write_text(FORM, encoding="utf-8")
    file = many_ballots(each=20).csv(tmp_path / "b.csv")
    given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", tmp_path / "out")

    outcome = hailong("analyse", file, *given, "--also", "drivers")

    assert outcome.status == 2
    assert "217 of 217" in outcome.err and "at least 300" in outcome.err


def test_a_form_without_an_item_on_everything_gives_no_drivers(tmp_path: Path, hailong: Command) -> None:
    (tmp_path / "form.yaml").write_text(FORM.replace(", role: overall", ""), encoding="utf-8")
    file = many_ballots().csv(tmp_path / "b.csv")
    given = ("--questionnaire", tmp_path / "form.yaml", "--unit", "unit", "--out", tmp_path / "out")

    outcome = hailong("analyse", file, *given, "--also", "drivers")

    assert outcome.status == 2 and "role: overall" in outcome.err
