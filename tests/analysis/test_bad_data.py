"""Bad data is refused at once, by what, where and the cure; nothing is dropped in silence, nothing is NaN."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pytest

from analysis.by_unit import items_by_unit
from analysis.coding import Coding
from analysis.comparing.succession import merged
from analysis.design import Design, DesignError, LonelyPSUError
from analysis.domains import by_group, t_test
from analysis.index import RULES, index, items
from analysis.mean import mean, total
from analysis.names import MOST_NAMES
from analysis.one_sample import one_sample
from analysis.plan import Plan
from analysis.proportion import METHODS, proportion
from analysis.ranking.sets import rank_sets
from analysis.summary import summarise
from analysis.survey_table import SurveyTable
from analysis.tally import matrix
from analysis.weighting.rake import rake
from survey.cli import run
from tests.analysis.cast import questionnaire
from tests.survey.cast import FORM, ballots

FIVE = {"1": 0.0, "2": 0.0, "3": 0.0, "4": 1.0, "5": 1.0}
CODINGS = [Coding(0, FIVE, "12345?")]
MILLION = 10**6
Y = [1.0, 0.0, 1.0, 1.0]
SIMPLE = Design.of(4)


def refused(call: Callable[[], Any], *words: str) -> None:
    """A named error (or ValueError) of one sentence: every word in it, and a cure after a semicolon."""
    with pytest.raises(ValueError) as caught:
        call()
    told = str(caught.value)
    assert not [word for word in words if word not in told], told
    assert ";" in told and "\n" not in told, told


def letters(strings: str) -> np.ndarray:
    return matrix(list(strings))


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"weight": [1, np.nan, 1, 1]}, ("weight is missing in 1 rows", "fill it in")),
        ({"weight": [1, None, 1, 1]}, ("weight is missing in 1 rows",)),
        ({"weight": [1, np.inf, 1, 1]}, ("weight is missing in 1 rows",)),
        ({"weight": [1, -2, 1, 1]}, ("negative", "-2", "counts people")),
        ({"weight": [0, 0, 0, 0]}, ("all weights are zero", "at least one")),
        ({"weight": [1, "lớn", 1, 1]}, ("'lớn'", "row 1", "no number")),
        ({"weight": [1, 1, 1]}, ("weight has 3 values for 4", "one for each row")),
        ({"population": [[3, 3, 3, 3]]}, ("n = 4 of N = 3", "correct N")),
        ({"population": [[9, 9, 9, "mười"]]}, ("'mười'", "row 3")),
        ({"population": [[9, 9, 9, 8]]}, ("differs within stratum", "one number a stratum")),
        ({"stratum": ["a", "a", 1, 1]}, ("mixes texts and numbers", "every label as a text")),
        ({"stratum": [1.0, 1.0, np.nan, 2.0]}, ("stratum is missing in row 2", "fill it in")),
        ({"psu": [["a", "b", "c"]]}, ("PSU of stage 1 has 3 values for 4",)),
        ({"lonely": "ignore"}, ("'ignore' is not known", "fail, adjust")),
    ],
)
def test_columns_that_are_no_design_are_refused(columns: dict[str, Any], words: tuple[str, ...]) -> None:
    refused(lambda: Design.of(4, **columns), *words)


def test_a_design_of_nobody_is_refused() -> None:
    refused(lambda: Design.of(0), "no respondents", "at least one row")


def test_strata_with_one_psu_are_named_by_every_function() -> None:
    lonely = Design.of(4, stratum=["Lai Châu", "b", "b", "b"])
    calls: list[Callable[[], Any]] = [
        lambda: proportion(Y, lonely),
        lambda: mean(Y, lonely),
        lambda: total(Y, lonely),
        lambda: index([[1], [0], [1], [1]], lonely),
        lambda: items([[1], [0], [1], [1]], lonely),
        lambda: by_group(Y, lonely, list("aabb")),
        lambda: items_by_unit(letters("5515"), CODINGS, lonely, list("aaaa")),
    ]
    for call in calls:
        refused(call, "'Lai Châu'", "one PSU each", "merge each with a neighbour")
        with pytest.raises(LonelyPSUError):
            call()


@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([1, 0, 2, 1], ("respondent 2 has 2", "recode")),
        ([1, 0, 0.5, 1], ("respondent 2 has 0.5", "recode")),
        ([1, 0, np.inf, 1], ("respondent 2 has an infinite value", "correct it")),
        ([1, 0, "5", 1], ("respondent 2 has '5'", "recode texts")),
        (np.array([1, 0, "có", 1], dtype=object), ("respondent 2 has 'có'", "recode texts")),
        ([1, 0, 1], ("3 values", "4 respondents", "one for each")),
    ],
)
@pytest.mark.parametrize("method", sorted(METHODS))
def test_answers_that_make_no_share_are_refused(method: str, y: Any, words: tuple[str, ...]) -> None:
    refused(lambda: proportion(y, SIMPLE, method=method), *words)


@pytest.mark.parametrize("function", [mean, total, lambda y, design: by_group(y, design, list("aabb"))])
@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([1, 0, -np.inf, 1], ("respondent 2 has an infinite value",)),
        ([1, 0, "5", 1], ("respondent 2 has '5'",)),
        ([1, 0, 1], ("3 values", "4 respondents")),
    ],
)
def test_answers_that_make_no_mean_are_refused(
    function: Callable[..., Any], y: Any, words: tuple[str, ...]
) -> None:
    refused(lambda: function(y, SIMPLE), *words)


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"mean_score"}))
def test_values_that_make_no_index_are_refused(rule: str) -> None:
    table = [[1.0, 0.0], [0.0, 1.0], [1.0, 7.0], [1.0, np.nan]]
    fixed = (1.0, 1.0)
    refused(lambda: index(table, SIMPLE, rule=rule, fixed=fixed), "respondent 2 has 7 in column 1", "recode")
    refused(lambda: index([[1.0], [np.inf], [0], [1]], SIMPLE, rule=rule), "respondent 1", "infinite")
    refused(lambda: index([[1, "a"], [0, 1], [0, 1], [1, 1]], SIMPLE, rule=rule), "respondent 0 has 'a'")
    refused(lambda: index(table[:3], SIMPLE, rule=rule), "(3, 2) for 4 respondents", "one row each")


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, np.nan])
def test_a_level_that_is_none_is_refused(level: float) -> None:
    table = [[1.0], [0.0], [1.0], [1.0]]
    calls: list[Callable[[], Any]] = [
        lambda: proportion(Y, SIMPLE, level=level),
        lambda: mean(Y, SIMPLE, level=level),
        lambda: index(table, SIMPLE, level=level),
        lambda: by_group(Y, SIMPLE, list("aabb"), level=level),
        lambda: t_test(Y, SIMPLE, list("aabb"), first="a", second="b", level=level),
        lambda: items_by_unit(letters("5515"), CODINGS, SIMPLE, list("aaaa"), level=level),
        lambda: one_sample(3, 4, level=level),
        lambda: summarise(
            questionnaire(), matrix(["5555"] * 4), design=SIMPLE, unit=list("aabb"), level=level
        ),
    ]
    for call in calls:
        refused(call, f"level {level} is not between 0 and 1", "0.95 for 95 %")


@pytest.mark.parametrize(
    "function",
    [
        lambda domain: proportion(Y, SIMPLE, domain=domain),
        lambda domain: mean(Y, SIMPLE, domain=domain),
        lambda domain: index([[1], [0], [1], [1]], SIMPLE, domain=domain),
        lambda domain: items([[1], [0], [1], [1]], SIMPLE, domain=domain),
        lambda domain: by_group(Y, SIMPLE, list("aabb"), domain=domain),
        lambda domain: t_test(Y, SIMPLE, list("aabb"), first="a", second="b", domain=domain),
    ],
)
def test_a_domain_that_is_none_is_refused(function: Callable[..., Any]) -> None:
    refused(lambda: function([True, True, False]), "domain has 3 values for 4 respondents", "one for each")
    refused(lambda: function(["Nam", "Nữ", "Nam", "Nữ"]), "more than true and false", "compare the column")


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["A", "B", 1, "A"], ("mixes texts ('", "numbers (1)", "every name as a text")),
        (["A", None, "A", "B"], ("missing (None)", "fill it in")),
        (["A", float("nan"), "A", "B"], ("missing (nan)", "fill it in")),
    ],
)
def test_names_that_cannot_be_told_apart_are_refused(names: list[Any], words: tuple[str, ...]) -> None:
    answers = matrix(["5555"] * 4)
    refused(lambda: by_group(Y, SIMPLE, names), *words)
    refused(lambda: items_by_unit(letters("5515"), CODINGS, SIMPLE, names), *words)
    refused(lambda: summarise(questionnaire(), answers, design=SIMPLE, unit=names), "the unit", *words)
    refused(
        lambda: summarise(questionnaire(), answers, design=SIMPLE, unit=list("aabb"), by={"sex": names}),
        "the sex",
        *words,
    )


def test_groups_of_another_length_and_groups_that_are_not_there_are_refused() -> None:
    refused(lambda: by_group(Y, SIMPLE, list("aab")), "4 values and 3 groups", "one each")
    refused(lambda: t_test(Y, SIMPLE, list("aab"), first="a", second="b"), "3 groups for 4", "one each")
    refused(lambda: by_group([np.nan] * 4, SIMPLE, list("aabb")), "nobody answered", "widen")
    found = by_group(Y, SIMPLE, ["2025"] * 4)
    refused(lambda: found.difference("2026", "2025"), "nobody answered in group '2026'", "2025")


def test_a_wave_without_ballots_is_refused() -> None:
    plan = Plan(("q1",), (False,), (), "pooled")
    table = SurveyTable.of(letters("5515"), tuple(CODINGS), plan, SIMPLE, list("aaaa"), ["2025"] * 4, {})

    refused(lambda: table.rows("2026"), "no ballots", "'2026'", "2025")
    refused(lambda: table.rows("2025", "b"), "no ballots", "'b'")


@pytest.mark.parametrize("psu", [None, [["v", "v", "w", "w"]]])
def test_a_code_outside_the_scale_is_refused(psu: Any) -> None:
    design = Design.of(4, psu=psu or ())
    whole = matrix(["5455", "7441", "5441", "7111"])

    words = ("'7' at position 0", "(2 ballots)", "1 2 3 4 5 ?", "add it to the scale")
    refused(lambda: items_by_unit(whole, CODINGS, design, list("aaaa")), *words)
    refused(lambda: summarise(questionnaire(), whole, design=design, unit=list("aaaa")), *words)


def test_answers_that_are_no_letters_are_refused() -> None:
    numbers = np.array([[5], [4], [1], [5]])
    coding = Coding(3, FIVE, "12345?")
    unit = list("aaaa")

    refused(lambda: items_by_unit(numbers, CODINGS, SIMPLE, unit), "int64", "uint8")
    refused(lambda: summarise(questionnaire(), numbers, design=SIMPLE, unit=unit), "int64", "uint8")
    refused(lambda: items_by_unit(letters("5515"), [coding], SIMPLE, unit), "position 3", "1 long")
    refused(lambda: items_by_unit(letters("5515"), [], SIMPLE, unit), "no item", "one at least")
    refused(lambda: items_by_unit(letters("551"), CODINGS, SIMPLE, unit), "3 answers, 4 units", "one of each")
    refused(
        lambda: items_by_unit(letters("5515"), [Coding(0, {"5": 5.0}, "12345?")], SIMPLE, unit),
        "worth 0 or 1",
        "recode",
    )
    refused(lambda: matrix(["55", "5"]), "lengths [1, 2]", "one length")


def test_a_unit_in_two_parents_is_refused() -> None:
    refused(
        lambda: merged({"Xã A": [1, 2], "Xã B": [3, 4]}, {"Mới": ["Xã A", "Xã B"], "Khác": ["Xã B"]}),
        "'Xã B' is in two parents",
        "split",
    )


def test_a_target_of_an_empty_cell_is_refused() -> None:
    refused(
        lambda: rake(SIMPLE, {"sex": list("ffff")}, {"sex": {"f": 50, "m": 50}}),
        "m",
        "nobody",
    )


@pytest.mark.parametrize("k_of_n", [(5, 4), (-1, 4), (1.5, 4), (np.nan, 4)])
def test_counts_that_are_none_are_refused(k_of_n: tuple[float, float]) -> None:
    refused(lambda: one_sample(*k_of_n), "k =", "n = 4")


def a_million_of(function: str) -> Callable[[], Any]:
    units = np.arange(MILLION)
    answers = np.full((MILLION, 4), ord("5"), np.uint8)
    values = np.ones(MILLION)
    design, names = Design.of(MILLION), [f"Đơn vị {unit}" for unit in units]
    calls: dict[str, Callable[[], Any]] = {
        "items_by_unit": lambda: items_by_unit(answers, CODINGS, design, units),
        "summarise": lambda: summarise(questionnaire(), answers, design=design, unit=names),
        "by_group": lambda: by_group(values, design, units),
        "rank_sets": lambda: rank_sets(values, values),
    }
    return calls[function]


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("items_by_unit", ("1000000 different names", "more than 20000", "one province at a time")),
        ("summarise", ("the unit has 1000000 different names", "more than 20000")),
        ("by_group", ("1000000 groups", "at most 5000", "larger groups")),
        ("rank_sets", ("1000000 units cannot be ranked", "rank within groups")),
    ],
)
def test_a_million_units_are_refused_within_seconds_and_little_memory(
    function: str, words: tuple[str, ...]
) -> None:
    call = a_million_of(function)
    tracemalloc.start()
    start = process_time()
    refused(call, *words)
    seconds, (_, peak) = process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < 20
    assert peak < 500e6


def test_as_many_units_as_vietnam_has_communes_are_taken() -> None:
    n = 3321
    unit = np.repeat(np.arange(n), 2)
    assert n < MOST_NAMES
    found = by_group(np.tile([1.0, 0.0], n), Design.of(2 * n), unit)

    assert len(found.names) == n and found.covariance.shape == (n, n)


def test_the_refusals_name_the_rows() -> None:
    with pytest.raises(DesignError) as caught:
        Design.of(4, weight=[1, "hai", 1, "ba"])

    assert caught.value.rows == (1, 3)


# Through the door: a file, the command, one line.


def told(capsys: pytest.CaptureFixture[str], folder: Path, file: Path, *options: str) -> str:
    """What `hailong analyse` says of a bad file: one line, exit status 1, nothing left behind."""
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    form, out = str(folder / "form.yaml"), folder / "out"
    arguments = ["analyse", str(file), "--questionnaire", form, "--unit", "unit", "--out", str(out), *options]
    status = run(arguments)
    # The last line refuses; the lines before it are notes.
    *notes, said = capsys.readouterr().err.splitlines()

    assert status == 1 and not out.exists()
    assert said.startswith("hailong: ") and ";" in said, said
    assert all(note.startswith("hailong: note: ") for note in notes)
    return said


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (["0"] * 30, ("all weights are zero", "positive weight")),
        (["1"] * 29 + ["inf"], ("'inf'", "row 31", "'weight'")),
        (["1"] * 29 + ["NaN"], ("'NaN'", "row 31", "'weight'")),
        (["1"] * 29 + ["1,5 người"], ("'1,5 người'", "row 31", "'weight'")),
    ],
)
def test_a_file_with_bad_weights_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, weights: list[str], words: tuple[str, ...]
) -> None:
    sheet = ballots(30)
    for row, weight in enumerate(weights):
        sheet.put(row + 2, "weight", weight)
    said = told(capsys, tmp_path, sheet.csv(tmp_path / "b.csv"), "--weight", "weight")

    assert not [word for word in words if word not in said], said


def test_a_file_in_which_every_ballot_is_a_unit_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "b.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["unit", "sent", "A1", "A2", "A3"])
        rows.writerows([f"Phiếu {number}", "0", "5", "4", ""] for number in range(MOST_NAMES + 1))
    said = told(capsys, tmp_path, file)

    assert "20001 different names" in said and "fewer" in said


def test_sentences_say_each_thing_once() -> None:
    with pytest.raises(ValueError) as caught:
        proportion([3, 1, 1, 1], SIMPLE)

    assert not [one for one, two in pairwise(str(caught.value).split("; ")) if one == two]
