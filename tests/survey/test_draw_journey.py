"""From a frame to estimates: what was drawn is analysed with its own design columns and finds the truth."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.survey.cast import Command, Outcome, Sheet

METHODS = {
    "simple": ["--method", "simple", "--n", 150],
    "systematic": ["--method", "systematic", "--n", 150, "--order", "village"],
    "stratified": ["--method", "stratified", "--n", 150, "--stratum", "unit"],
    "clusters": ["--method", "clusters", "--n", 24, "--psu", "village", "--stratum", "unit", "--per-psu", 8],
    "pps": ["--method", "pps", "--n", 24, "--psu", "village", "--stratum", "unit", "--per-psu", 8],
    "pps whole": ["--method", "pps", "--n", 24, "--psu", "village"],
    "pps with certain ones": ["--method", "pps", "--n", 24, "--psu", "village", "--per-psu", 20],
}


def population(seed: int = 7) -> Sheet:
    """900 people of two units in forty villages, each with the answer they would give if asked."""
    dice = random.Random(seed)
    rows = []
    for unit in ("so-y-te", "xa-an-hoa"):
        for village in range(20):
            mood = dice.gauss(0, 0.4)
            for _ in range(dice.randint(8, 40) if village else 160):
                answer = max(1, min(5, round(dice.gauss(3.7 + mood, 0.9))))
                rows.append([f"HS{len(rows):04d}", unit, f"{unit} {village:02d}", str(answer)])
    return Sheet(["id", "unit", "village", "would_say"], rows)


def answered(folder: Path, target: Path, share: float) -> Path:
    """The sample with the answers of those who answer; the columns of the draw stay."""
    dice = random.Random(1)
    with (folder / "sample.csv").open(encoding="utf-8-sig", newline="") as file:
        sample = [line for line in csv.DictReader(file) if dice.random() < share]
    header = [*sample[0], "A1", "A2", "A3"]
    rows = [[*line.values(), line["would_say"], line["would_say"], line["would_say"]] for line in sample]
    return Sheet(header, rows).csv(target)


@pytest.mark.parametrize("share", [1.0, 0.8], ids=["everybody answers", "four of five answer"])
@pytest.mark.parametrize("name", METHODS)
def test_a_drawn_sample_is_analysed_with_its_design_columns(
    hailong: Command, form: Path, tmp_path: Path, name: str, share: float
) -> None:
    everybody = population()
    frame = everybody.csv(tmp_path / "frame.csv")
    drawn = tmp_path / "drawn"
    assert hailong("draw", frame, *METHODS[name], "--id", "id", "--seed", 11, "--out", drawn).status == 0
    options = json.loads((drawn / "design.json").read_text(encoding="utf-8"))["analyse"]
    answers = answered(drawn, tmp_path / "answers.csv", share)

    outcome = analyse(hailong, form, answers, tmp_path / "out", [*options, "--level", "0.999"])

    assert outcome.status == 0, outcome.err
    found = overall(tmp_path / "out")
    truth = sum(row[3] in "45" for row in everybody.rows) / len(everybody.rows)
    assert found["low"] < truth < found["high"]
    assert found["se"] > 0 and found["method"] != "census"


def test_drawing_everybody_gives_a_census(hailong: Command, form: Path, tmp_path: Path) -> None:
    everybody = population()
    drawn = tmp_path / "drawn"
    frame = everybody.csv(tmp_path / "frame.csv")
    n = len(everybody.rows)
    hailong(
        "draw", frame, "--method", "stratified", "--stratum", "unit", "--n", n, "--seed", 1, "--out", drawn
    )
    options = json.loads((drawn / "design.json").read_text(encoding="utf-8"))["analyse"]

    analyse(hailong, form, answered(drawn, tmp_path / "answers.csv", 1.0), tmp_path / "out", options)

    found = overall(tmp_path / "out")
    truth = sum(row[3] in "45" for row in everybody.rows) / n
    assert found["estimate"] == pytest.approx(truth)
    assert (found["method"], found["low"], found["reason"]) == ("census", None, "everybody_answered")


def analyse(hailong: Command, form: Path, file: Path, out: Path, options: list[str]) -> Outcome:
    return hailong("analyse", file, "--questionnaire", form, "--unit", "unit", "--out", out, *options)


def overall(folder: Path) -> dict[str, Any]:
    estimates = json.loads((folder / "estimates.json").read_text(encoding="utf-8"))["estimates"]
    found: dict[str, Any] = next(
        line for line in estimates if line["unit"] is None and line["kind"] == "overall"
    )
    return found
