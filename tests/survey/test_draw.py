"""`hailong draw`: from a frame to a folder that analysis can use, drawn again from its seed, or nothing."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import survey.planning.draw_files
from tests.survey.cast import Command, Outcome, Sheet

HEADER = ["id", "unit", "village", "size", "spread", "name"]
FILES = {"sample.csv", "reserves.csv", "design.csv", "design.json"}


def frame() -> Sheet:
    """Two units of ten villages each, 8 to 30 people in each."""
    dice = random.Random(4)
    rows = []
    for unit, spread in (("so-y-te", "0.3"), ("xa-an-hoa", "0.5")):
        for village in range(10):
            listed = dice.randint(8, 30)
            rows += [
                ["", unit, f"thôn {village}", str(listed), spread, f"Người {unit} {village} {n}"]
                for n in range(listed)
            ]
    for number, row in enumerate(rows):
        row[0] = f"HS{number:04d}"
    return Sheet(list(HEADER), rows)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return frame().csv(tmp_path / "frame.csv")


@pytest.fixture
def draw(hailong: Command, tmp_path: Path) -> Command:
    """`hailong draw` into the folder `out`, with a seed."""

    def command(file: Path, *options: object, out: str = "out", seed: int | None = 20261201) -> Outcome:
        folder = tmp_path / out
        seeded = () if seed is None else ("--seed", seed)
        outcome = hailong("draw", file, "--out", folder, *seeded, *options)
        outcome.folder = folder
        return outcome

    return command


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def design(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "design.json").read_text(encoding="utf-8"))
    return found


def refused(outcome: Outcome, *words: str, status: int = 1) -> None:
    assert outcome.status == status, outcome.err
    assert outcome.err.startswith("hailong: ") and outcome.err.count("\n") == 1, outcome.err
    assert not [word for word in words if word not in outcome.err], outcome.err
    assert outcome.err.count("; ") >= 1
    assert not outcome.folder.exists() and not list(outcome.folder.parent.glob(".*"))


METHODS = {
    "simple": ["--n", 60, "--reserves", 10],
    "systematic": ["--n", 60, "--order", "unit,village"],
    "stratified": ["--n", 60, "--stratum", "unit", "--reserves", 5],
    "neyman": ["--n", 60, "--stratum", "unit", "--allocation", "neyman", "--sd", "spread"],
    "clusters": ["--n", 14, "--psu", "village", "--stratum", "unit", "--per-psu", 5, "--reserves", 2],
    "whole clusters": ["--n", 6, "--psu", "village", "--stratum", "unit", "--reserves", 2],
    "pps": ["--n", 14, "--psu", "village", "--stratum", "unit", "--per-psu", 4],
    "pps by size": ["--n", 8, "--psu", "village", "--stratum", "unit", "--size", "size", "--per-psu", 4],
}


def options(name: str) -> list[object]:
    method = {"neyman": "stratified", "whole clusters": "clusters", "pps by size": "pps"}.get(name, name)
    return ["--method", method, *METHODS[name]]


@pytest.mark.parametrize("name", METHODS)
def test_every_method_writes_its_four_files(draw: Command, people: Path, name: str) -> None:
    outcome = draw(people, *options(name))
    sample, spare = (lines(outcome.folder / f"{part}.csv") for part in ("sample", "reserves"))
    told = design(outcome.folder)

    assert outcome.status == 0, outcome.err
    assert {path.name for path in outcome.folder.iterdir()} == FILES
    assert (told["drawn"], told["reserves"]) == (len(sample), len(spare))
    assert not {line["id"] for line in sample} & {line["id"] for line in spare}
    assert all(float(line["design_weight"]) >= 1 for line in sample)
    assert [name for name in sample[0] if not name.startswith("design_")] == HEADER


@pytest.mark.parametrize("name", METHODS)
def test_the_same_seed_and_file_give_the_same_bytes(draw: Command, people: Path, name: str) -> None:
    first, again = draw(people, *options(name)), draw(people, *options(name), out="again")

    for file in FILES:
        assert (first.folder / file).read_bytes() == (again.folder / file).read_bytes()


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("key", [[], ["--id", "id"]], ids=["whole row", "id"])
def test_the_order_of_the_file_does_not_matter(
    draw: Command, people: Path, tmp_path: Path, name: str, key: list[str]
) -> None:
    shuffled = frame()
    random.Random(9).shuffle(shuffled.rows)

    one = draw(people, *options(name), *key)
    two = draw(shuffled.csv(tmp_path / "other.csv"), *options(name), *key, out="two")

    weights = [
        {line["id"]: line["design_weight"] for line in lines(o.folder / "sample.csv")} for o in (one, two)
    ]
    assert weights[0] == weights[1]


def test_a_workbook_gives_the_draw_of_its_csv(draw: Command, people: Path, tmp_path: Path) -> None:
    workbook = frame().xlsx(tmp_path / "frame.xlsx")

    one, two = draw(people, *options("pps")), draw(workbook, *options("pps"), out="two")

    assert (one.folder / "sample.csv").read_bytes() == (two.folder / "sample.csv").read_bytes()


def test_the_seed_the_frame_s_hash_and_the_settings_are_written_down(draw: Command, people: Path) -> None:
    told = design(draw(people, *options("stratified")).folder)

    assert told["seed"] == 20261201 and told["method"] == "stratified"
    assert told["frame"]["sha256"] == hashlib.sha256(people.read_bytes()).hexdigest()
    assert told["settings"]["stratum"] == "unit" and told["settings"]["n"] == 60
    assert told["analyse"] == ["--stratum", "design_stratum", "--population", "design_population_1"]
    assert told["weights"] == pytest.approx(len(frame().rows))


def test_without_a_seed_one_is_drawn_said_and_kept(draw: Command, people: Path) -> None:
    outcome = draw(people, *options("simple"), seed=None)
    again = draw(people, *options("simple"), seed=design(outcome.folder)["seed"], out="again")

    assert f"the seed is {design(outcome.folder)['seed']}" in outcome.err
    assert (outcome.folder / "sample.csv").read_bytes() == (again.folder / "sample.csv").read_bytes()


def test_strata_are_drawn_as_a_plan_says(
    hailong: Command, draw: Command, people: Path, tmp_path: Path
) -> None:
    units, plan = tmp_path / "units.csv", tmp_path / "plan.csv"
    counts = Counter(row[1] for row in frame().rows)
    units.write_text("unit,population\n" + "".join(f"{u},{n}\n" for u, n in counts.items()), "utf-8")
    assert hailong("plan", "--margin", 8, "--units", units, "--out", plan).status == 0

    outcome = draw(people, "--method", "stratified", "--stratum", "unit", "--plan", plan)

    wanted = {line["unit"]: int(line["invitations"]) for line in lines(plan)}
    assert Counter(line["unit"] for line in lines(outcome.folder / "sample.csv")) == wanted


def test_reserves_have_a_turn_in_their_own_group(draw: Command, people: Path) -> None:
    outcome = draw(people, *options("clusters"))

    turns: dict[tuple[str, str], list[str]] = {}
    for line in lines(outcome.folder / "reserves.csv"):
        turns.setdefault((line["unit"], line["village"]), []).append(line["design_reserve"])
    assert len(turns) == 14 and set(map(tuple, turns.values())) == {("1", "2")}


def test_reserve_psus_are_counted_as_psus(draw: Command, people: Path) -> None:
    outcome = draw(people, *options("whole clusters"))

    turns = {
        (line["unit"], line["village"], line["design_reserve"])
        for line in lines(outcome.folder / "reserves.csv")
    }
    assert sorted((unit, turn) for unit, _, turn in turns) == [
        ("so-y-te", "1"),
        ("so-y-te", "2"),
        ("xa-an-hoa", "1"),
        ("xa-an-hoa", "2"),
    ]


def test_a_formula_in_the_frame_is_disarmed(draw: Command, tmp_path: Path) -> None:
    file = frame().put(2, "name", "=cmd|'/c calc'!A1").csv(tmp_path / "frame.csv")

    outcome = draw(file, "--method", "simple", "--n", len(frame().rows))

    assert ",'=cmd|" in (outcome.folder / "sample.csv").read_text(encoding="utf-8")


def test_few_psus_of_a_unit_are_warned_of(draw: Command, people: Path) -> None:
    outcome = draw(people, "--method", "clusters", "--n", 8, "--psu", "village", "--stratum", "unit")

    assert "2 units have fewer than 6 PSUs (so-y-te 4, xa-an-hoa 4)" in outcome.err


def test_few_psus_of_a_unit_that_is_no_stratum_are_warned_of(
    draw: Command, people: Path, tmp_path: Path
) -> None:
    sheet = frame()
    villages = [f"{row[1]} {row[2]}" for row in sheet.rows]
    file = sheet.column("psu", villages).csv(tmp_path / "other.csv")

    outcome = draw(file, "--method", "clusters", "--n", 8, "--psu", "psu", "--unit", "unit")

    assert outcome.status == 0 and "have fewer than 6 PSUs (so-y-te" in outcome.err


@pytest.mark.parametrize(
    ("given", "words", "status"),
    [
        (["--method", "simple"], ["--n, --plan"], 2),
        (["--method", "simple", "--n", 5, "--psu", "village"], ["--psu says nothing", "clusters or pps"], 2),
        (["--method", "simple", "--n", 5, "--stratum", "unit"], ["--stratum says nothing"], 2),
        (["--method", "stratified", "--n", 5], ["add --stratum"], 2),
        (["--method", "pps", "--n", 5], ["add --psu"], 2),
        (["--method", "clusters", "--n", 5, "--psu", "village", "--size", "size"], ["--size says"], 2),
        (["--method", "stratified", "--n", 9, "--stratum", "unit", "--sd", "spread"], ["give both"], 2),
        (["--method", "stratified", "--n", 9, "--stratum", "unit", "--allocation", "neyman"], ["--sd"], 2),
        (["--method", "cube", "--n", 5], ["cube"], 2),
        (["--method", "simple", "--n", 0], ["--n"], 2),
        (["--method", "simple", "--n", 5, "--unit", "unit"], ["several units", "--stratum unit"], 2),
        (["--method", "simple", "--n", 5, "--sheet", "A"], ["only workbooks"], 2),
        (["--method", "simple", "--n", 5000], ["n is 5000", "frame.csv"], 1),
        (["--method", "stratified", "--n", 3, "--stratum", "unit"], ["too few", "frame.csv"], 1),
        (["--method", "stratified", "--n", 9, "--stratum", "units"], ["no column 'units'", "unit"], 1),
        (["--method", "simple", "--n", 5, "--id", "unit"], ["'so-y-te' stands twice", "rows 2 and 3"], 1),
        (
            ["--method", "pps", "--n", 5, "--psu", "village", "--size", "name"],
            ["not a number", "rows 2, 3"],
            1,
        ),
        (["--method", "pps", "--n", 6, "--psu", "village", "--size", "size"], ["differs within PSU"], 1),
        (["--method", "pps", "--n", 6, "--psu", "village", "--reserves", 3], ["known chance"], 1),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    draw: Command, people: Path, given: list, words: list[str], status: int
) -> None:
    refused(draw(people, *given), *words, status=status)


def test_a_row_that_stands_twice_is_refused_with_both_rows(draw: Command, tmp_path: Path) -> None:
    sheet = frame()
    sheet.rows.append(sheet.rows[7])

    refused(
        draw(sheet.csv(tmp_path / "f.csv"), "--method", "simple", "--n", 5),
        "stands twice",
        "rows 9 and",
        "--id",
    )


def test_a_sample_is_not_drawn_from_as_if_it_were_the_frame(draw: Command, people: Path) -> None:
    first = draw(people, *options("simple"))

    outcome = draw(first.folder / "sample.csv", "--method", "simple", "--n", 5, out="two")

    refused(outcome, "design_probability", "sample.csv")


def test_strata_with_two_spreads_are_refused(draw: Command, tmp_path: Path) -> None:
    file = frame().put(5, "spread", "0.4").csv(tmp_path / "f.csv")

    refused(draw(file, *options("neyman")), "stratum 'so-y-te'", "row 5", "'spread'")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,invitations\nso-y-te,20\n", ["nothing for stratum 'xa-an-hoa'"]),
        ("unit,invitations\nso-y-te,20\nxa-an-hoa,9999\n", ["more than all"]),
        ("unit,invitations\nso-y-te,20\nxa-an-hoa,2.5\n", ["2.5 cannot be drawn", "row 3"]),
        ("unit,invitations\nso-y-te,20\nso-y-te,20\n", ["stands twice"]),
        ("unit,n\nso-y-te,20\nxa-an-hoa,20\n", ["no column 'invitations'"]),
    ],
)
def test_a_plan_that_does_not_fit_the_frame_is_refused(
    draw: Command, people: Path, tmp_path: Path, text: str, words: list[str]
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(text, encoding="utf-8")

    refused(draw(people, "--method", "stratified", "--stratum", "unit", "--plan", plan), *words)


def test_a_failure_half_way_leaves_the_earlier_draw(
    draw: Command, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = draw(people, *options("simple"))
    before = (first.folder / "sample.csv").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "design.json")

    monkeypatch.setattr(survey.planning.draw_files, "write_json", full)
    again = draw(people, *options("simple"), "--force", seed=5)

    assert again.status == 1 and "No space left" in again.err
    assert (first.folder / "sample.csv").read_bytes() == before
    assert not list(first.folder.parent.glob(".*"))


def test_an_occupied_folder_is_kept_unless_forced(draw: Command, people: Path) -> None:
    draw(people, *options("simple"))

    outcome = draw(people, *options("simple"))
    assert outcome.status == 2 and "--force" in outcome.err
    assert draw(people, *options("simple"), "--force").status == 0
