"""What else the command offers: rules for lonely PSUs, headings in its help, settings in full."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from survey.commands.analyse_commands import analyse as command
from survey.commands.analyse_options import SECTIONS
from tests.survey.cast import Command, ballots
from tests.survey.more_cast import made, many_ballots

RULES = ("adjust", "certainty", "remove", "average")


def drawn(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Three units of two zones each, three villages a zone, but one in the first zone of the first unit."""
    sheet = ballots(180)
    zones = [f"{number % 3}{number // 3 % 2}" for number in range(180)]
    sheet.column("zone", zones)
    sheet.column("village", [f"{z}-{1 if z == '00' else n // 6 % 3}" for n, z in enumerate(zones)])
    return sheet.csv(folder / "b.csv"), ("--stratum", "zone", "--psu", "village")


@pytest.mark.parametrize("rule", RULES)
def test_a_lonely_psu_is_dealt_with_as_asked(analyse: Command, tmp_path: Path, rule: str) -> None:
    file, design = drawn(tmp_path)

    outcome = analyse(file, *design, "--lonely", rule)

    settings = json.loads((outcome.folder / "estimates.json").read_text(encoding="utf-8"))["settings"]
    assert outcome.status == 0
    assert settings["lonely"] == rule


def test_the_rules_for_a_lonely_psu_give_errors_of_their_own(analyse: Command, tmp_path: Path) -> None:
    file, design = drawn(tmp_path)
    errors = {}
    for rule in RULES:
        folder = analyse(file, *design, "--lonely", rule, out=rule).folder
        lines = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))["estimates"]
        errors[rule] = next(line["se"] for line in lines if (line["unit"], line["code"]) == (None, "overall"))

    assert errors["certainty"] == errors["remove"] < errors["average"]
    assert len(set(errors.values())) == 3


def test_every_option_stands_under_a_heading_of_the_help(hailong: Command) -> None:
    told = hailong("analyse", "--help").out
    options = {param.name for param in command.params if isinstance(param, click.Option)}
    placed = [name for names in command.sections.values() for name in names]  # type: ignore[attr-defined]

    assert sorted(placed) == sorted(options)
    assert [heading for heading in SECTIONS if f"{heading}:" not in told] == []
    assert told.index("The file:") < told.index("More tables:") < told.index("The results:")
    assert all(param.help for param in command.params if isinstance(param, click.Option))


def test_another_seed_is_printed_and_used(tmp_path: Path) -> None:
    found = made(tmp_path, many_ballots(), "--also", "ranks,drivers", "--seed", "7")

    assert {line["seed"] for line in found.table("ranks")} == {"7"}
    assert {line["seed"] for line in found.table("drivers")} == {"7"}
    assert found.json["settings"]["seed"] == 7


def test_tables_are_named_once_with_commas_or_several_times(tmp_path: Path) -> None:
    commas = made(tmp_path / "1", many_ballots(), "--also", "ranks,scale")
    twice = made(tmp_path / "2", many_ballots(), "--also", "scale", "--also", "ranks")

    for name in ("ranks.csv", "scale.csv"):
        assert (commas.folder / name).read_bytes() == (twice.folder / name).read_bytes()


def test_force_takes_away_the_tables_of_an_earlier_run(tmp_path: Path) -> None:
    made(tmp_path, many_ballots(), "--also", "ranks")

    again = made(tmp_path, many_ballots(), "--force")

    assert not (again.folder / "ranks.csv").exists()
