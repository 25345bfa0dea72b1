"""The harness that holds our numbers against a folder of references: what it must notice."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.reference import kinds
from tests.reference.__main__ import main
from tests.reference.kinds import KINDS, kind_of
from tests.reference.reading import Case, Folder, cases_of
from tests.reference.running import run_case

HERE = Path(__file__).parent
COMPACT = HERE / "compact"
CASES = [
    (path, place, case)
    for path in sorted(COMPACT.glob("*.json"))
    for place, case in enumerate(cases_of(path))
]


def one_of(kind: str) -> Case:
    found: Case = next(case for _, _, case in CASES if kind_of(case) == kind)
    copy: Case = json.loads(json.dumps(found))
    return copy


def written(folder: Path, cases: list[Case], name: str = "cases.json") -> Path:
    """A folder with one file of cases and the compact inputs."""
    shutil.copytree(COMPACT / "inputs", folder / "inputs", dirs_exist_ok=True)
    (folder / name).write_text(json.dumps({"meta": {}, "cases": cases}), encoding="utf-8")
    return folder


def ended(capsys: pytest.CaptureFixture[str], *given: str | Path) -> tuple[int, str]:
    code = main([str(each) for each in given])
    told = capsys.readouterr()
    return code, told.out + told.err


def falsified(case: Case, path: str, change: Callable[[Any], Any]) -> Case:
    *way, last = path.split(".")
    place: Any = case
    for part in way:
        place = place[int(part)] if isinstance(place, list) else place[part]
    at: Any = int(last) if isinstance(place, list) else last
    place[at] = change(place[at])
    return case


def test_a_folder_that_agrees_ends_well_and_says_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [one_of("proportion"), one_of("srs_one_proportion"), one_of("replicate")]

    code, told = ended(capsys, written(tmp_path, cases))

    assert code == 0
    assert "cases.json: 3 cases · 2 compared · 2 agreed · worst relative difference" in told
    assert "proportion compares n_unweighted, k_unweighted, sum_weights, estimate, se, df" in told
    assert f"reference only: 1 of replicate\n        {cases[2]['id']}" in told
    assert "for reference only: logit_wald, wald_clipped" in told
    assert told.splitlines()[-1].startswith("total: 1 files · 3 cases · 2 compared · 2 agreed")


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("proportion", "estimate"),
        ("proportion", "k_unweighted"),
        ("proportion", "ci.beta.low"),
        ("mean_total", "ci_normal.1"),
        ("composite", "cov.0.1"),
        ("composite", "complete_case.index_se"),
        ("domains_and_differences", "differences.1.p"),
        ("domains_and_differences", "svychisq.F.statistic"),
        ("wave_difference", "cov_ab"),
        ("svyttest", "ci95.0"),
        ("weighting", "weights.17"),
        ("srs_finite_population", "exact_hypergeometric.1"),
        ("srs_two_proportions", "score_test_mn.z"),
        ("srs_paired_proportions", "newcombe_paired.0"),
        ("srs_sample_size", "n_with_fpc"),
        ("rank_sets_multinomial", "U.0"),
        ("benchmark", "exact_binomial_limits.0.025.3"),
        ("scale", "item_rest_cor.2"),
        ("multiplicity", "adjusted.BH.1"),
    ],
)
def test_a_falsified_number_is_caught(kind: str, path: str) -> None:
    case = one_of(kind)
    if path.startswith("exact_binomial_limits"):
        case["exact_binomial_limits"]["0.025"][3] *= 1.0001
    else:
        falsified(case, path, lambda value: value * 1.0001 if value else 0.01)

    tried = run_case(case, Folder(COMPACT, COMPACT))

    assert [each.path for each in tried.comparisons if not each.agrees] == [path]


def test_a_rank_may_move_one_place_beside_the_range_of_the_seeds_and_no_further() -> None:
    case = next(case for _, _, case in CASES if kind_of(case) == "rank_sets" and len(case["rank"]) < 100)
    near, far = json.loads(json.dumps(case)), json.loads(json.dumps(case))
    near["L_min"] = near["L_max"] = [bound + 1 for bound in near["L_mode"]]
    far["L_min"] = far["L_max"] = [bound + 2 for bound in far["L_mode"]]
    folder = Folder(COMPACT, COMPACT)

    assert run_case(near, folder).agrees
    assert not run_case(far, folder).agrees


def test_a_disagreement_is_printed_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = falsified(one_of("srs_one_proportion"), "wilson.1", lambda value: value + 0.01)

    code, told = ended(capsys, written(tmp_path, [case]))

    assert code == 1
    assert "FAILED case 1 (k 0, n 1, level 0.9, p 0.0): wilson.1 is 0.7301" in told
    assert "1 cases · 1 compared · 0 agreed" in told


def test_a_field_that_is_not_compared_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = KINDS["proportion"]
    assert whole.found is not None
    found = whole.found

    def without_se(case: Case, folder: Folder) -> dict[str, Any]:
        return {name: value for name, value in found(case, folder).items() if name != "se"}

    monkeypatch.setitem(kinds.KINDS, "proportion", replace(whole, found=without_se))
    tried = run_case(one_of("proportion"), Folder(COMPACT, COMPACT))

    assert [each.text for each in tried.comparisons if not each.agrees][0].startswith("se was not compared")


def test_a_number_that_the_reference_lacks_is_not_compared() -> None:
    case = one_of("proportion")
    case["deff"] = None
    del case["se"]

    tried = run_case(case, Folder(COMPACT, COMPACT))

    assert tried.agrees
    assert not {"deff", "se"} & {each.path for each in tried.comparisons}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"statistic": "median"}, "the kind of the case is not known (median)"),
        ({"design_spec": {"file": "nowhere.csv"}}, "there is no file"),
        ({"indicator": {"column": "nowhere", "op": "==", "value": 1}}, "there is no column 'nowhere'"),
        ({"indicator": {"column": "api00", "op": "~", "value": 1}}, "op '~' is not known"),
        ({"ci": {"bootstrap": {"low": 0.1, "high": 0.2}}}, "method 'bootstrap' is not known"),
    ],
)
def test_a_case_that_cannot_be_run_is_a_failure(
    change: dict[str, Any], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = ended(capsys, written(tmp_path, [one_of("proportion") | change]))

    assert code == 1
    assert said in told
    assert "1 COULD NOT BE RUN" in told


def test_a_case_without_any_known_field_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = ended(capsys, written(tmp_path, [{"id": "odd", "median": 3}]))

    assert code == 1
    assert "the kind of the case is not known" in told


def test_a_case_with_nothing_to_compare_is_a_failure() -> None:
    case = {name: value for name, value in one_of("multiplicity").items() if name != "adjusted"}

    assert run_case(case, Folder(COMPACT, COMPACT)).problem == "the case has nothing to compare"


@pytest.mark.parametrize("text", ["{", "[]", '{"meta": {}}', '{"cases": []}'])
def test_a_file_that_holds_no_cases_is_a_failure(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, [one_of("srs_sample_size")])
    (tmp_path / "odd.json").write_text(text, encoding="utf-8")

    code, told = ended(capsys, tmp_path)

    assert code == 1
    assert "FAILED odd.json:" in told
    assert "2 files" in told.splitlines()[-1]


def test_a_folder_without_references_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = ended(capsys, tmp_path)

    assert code == 2
    assert "holds no JSON file" in told


@pytest.mark.parametrize(
    ("path", "place", "case"), CASES, ids=[f"{path.stem}-{place}" for path, place, _ in CASES]
)
def test_a_kind_is_known_by_the_fields_of_the_case_alone(path: Path, place: int, case: Case) -> None:
    unnamed = {name: value for name, value in case.items() if name != "statistic"}

    assert kind_of(unnamed) == kind_of(case)
