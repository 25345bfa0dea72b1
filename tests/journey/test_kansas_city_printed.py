"""Real input to the printed page: every figure of the city's reports, read back from the PDF, is R's."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from scipy.stats import t

from survey.cli import run
from tests.reference.reading import Case, cases
from tests.verifying.cast import signed, stamped, with_page

pytestmark = pytest.mark.reference

DATA = "data/kcmo_resident_survey/responses.csv.gz"
ITEMS = [f"q3_{number:02d}" for number in range(1, 17)]
WAVES = ("2021Q3", "2022Q1")
DISTRICTS = ("1", "2", "3", "4", "5", "6")
FORM = """\
code: city-services
version: "1"
title: {{vi: Dịch vụ của thành phố, en: City services}}
languages: [vi, en]
status: final
index_rule: mean_of_items
scales:
  five:
    positive: ["4", "5"]
    no_opinion: {{vi: Không có ý kiến, en: No opinion}}
    options:
      - {{code: "5", label: {{vi: Rất hài lòng, en: Very satisfied}}}}
      - {{code: "4", label: {{vi: Hài lòng, en: Satisfied}}}}
      - {{code: "3", label: {{vi: Bình thường, en: Neither}}}}
      - {{code: "2", label: {{vi: Không hài lòng, en: Dissatisfied}}}}
      - {{code: "1", label: {{vi: Rất không hài lòng, en: Very dissatisfied}}}}
blocks:
  - code: services
    title: {{vi: Dịch vụ, en: Services}}
    role: satisfaction
    scale: five
    items:
{items}"""


@dataclass(frozen=True)
class Print:
    """How one language prints figures, written here on its own."""

    language: str
    point: str
    thousands: str
    interval: str
    points: str
    apart: str
    """A difference, and the interval of one."""

    def number(self, value: float, digits: int) -> str:
        """Rounded half up, as people do it, of what is not rounded before but for the noise of a computer."""
        exact = Decimal(repr(round(abs(100 * value), 9)))
        rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
        return str(rounded).replace(".", self.point)

    def count(self, value: int) -> str:
        return f"{value:,}".replace(",", self.thousands)

    def rate(self, value: float) -> str:
        return f"{self.number(value, 2)}%"

    def ends(self, low: float, high: float) -> str:
        return f"{self.number(low, 1)}–{self.number(high, 1)}"

    def difference(self, value: float) -> str:
        """The size of a difference in percentage points."""
        return f"{self.number(value, 2)} {self.points}"

    def between(self, low: float, high: float) -> str:
        """The interval of a difference."""
        low_end, high_end = (f"{'−' if each < 0 else '+'}{self.number(each, 1)}" for each in (low, high))
        return self.apart.format(low=low_end, high=high_end)


VI = Print("vi", ",", ".", "khoảng tin cậy 95%: ", "điểm phần trăm", "từ {low} đến {high} điểm phần trăm")
EN = Print("en", ".", ",", "95% interval: ", "points", "from {low} to {high} percentage points")
PRINTS = pytest.mark.parametrize("told", [VI, EN], ids=["vi", "en"])


def analysed(reference: Path, folder: Path, items: list[str], *more: str) -> Path:
    """The command on the city's file with a form of some items."""
    form, out = folder / "form.yaml", folder / "out"
    lines = "".join(f"      - {{code: {code}, text: {{vi: {code}, en: {code}}}}}\n" for code in items)
    form.write_text(FORM.format(items=lines), encoding="utf-8")
    design = ["--unit", "district", "--wave", "wave", "--stratum", "wave,district", "--dont-know", "9"]
    words = ["analyse", reference / DATA, "--questionnaire", form, "--out", out, *design, *more]
    assert run([str(each) for each in words]) == 0
    return out


@pytest.fixture(scope="module")
def folders(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports in both languages."""
    made = {}
    for told in (VI, EN):
        folder = tmp_path_factory.mktemp(told.language)
        made[told.language] = analysed(reference, folder, ITEMS, "--lang", told.language)
    return made


def pages(out: Path, wave: str, name: str) -> list[str]:
    """The text of each page of a report."""
    return [page.extract_text() for page in PdfReader(out / "reports" / wave.lower() / f"{name}.pdf").pages]


def said(text: str) -> str:
    """Running text, without the breaks of its lines."""
    return " ".join(text.split())


def after(code: str, text: str) -> Iterator[list[str]]:
    """What stands behind a code wherever it begins a line, up to the next code, cell by cell."""
    for part in re.split(r"^(?=q3_\d\d$)", text, flags=re.IGNORECASE | re.MULTILINE):
        cells = part.split("\n")
        if cells[0].lower() == code:
            yield [cell.strip() for cell in cells[1:]]


def wilson(value: float, se: float, df: float, level: float = 0.95) -> tuple[float, float]:
    """Wilson's interval with the size that a simple sample of this error would have, and Student's t."""
    quantile = float(t.ppf((1 + level) / 2, df))
    n = value * (1 - value) / se**2
    middle = (value + quantile**2 / (2 * n)) / (1 + quantile**2 / n)
    half = quantile / (1 + quantile**2 / n) * math.sqrt(value * (1 - value) / n + (quantile / (2 * n)) ** 2)
    return middle - half, middle + half


def where(case: Case) -> tuple[str, str]:
    """Wave and name of the report that a case is printed in."""
    named = {each["column"]: str(each["value"]) for each in case["domain_spec"]}
    return named["wave"], named.get("district", "whole")


def test_the_interval_written_here_is_r_s_where_r_was_asked(reference: Path) -> None:
    asked = [case for case in cases(reference, "kcmo_survey", "proportion") if "wilson" in case["ci"]]

    assert len(asked) == 32
    for case in asked:
        wanted = case["ci"]["wilson"]

        assert wilson(case["estimate"], case["se"], case["df"]) == pytest.approx(
            (wanted["low"], wanted["high"]), abs=1e-12
        )


@PRINTS
def test_each_item_of_each_report_is_printed_as_r_has_it(
    reference: Path, folders: dict[str, Path], told: Print
) -> None:
    wanted = cases(reference, "kcmo_survey", "proportion")
    texts = {
        (wave, name): "\n".join(pages(folders[told.language], wave, name))
        for wave in WAVES
        for name in (*DISTRICTS, "whole")
    }
    wrong = []
    for case in wanted:
        figures = {
            told.count(case["n_unweighted"]),
            told.rate(case["estimate"]),
            told.ends(*wilson(case["estimate"], case["se"], case["df"])),
        }
        if not any(figures <= set(cells[:12]) for cells in after(case["item"], texts[where(case)])):
            wrong.append(f"{case['id']}: {sorted(figures)}")

    assert len(wanted) == 2 * 7 * 16
    assert not wrong


@PRINTS
def test_the_overall_figure_of_each_report_is_printed_as_r_has_it(
    reference: Path, folders: dict[str, Path], told: Print
) -> None:
    wanted = cases(reference, "kcmo_survey", "composite_available_case")

    assert len(wanted) == 2 * 7
    for case in wanted:
        first = said(pages(folders[told.language], *where(case))[0])
        ends = told.ends(*wilson(case["index"], case["index_se"], case["df"]))

        assert told.rate(case["index"]) in first, case["id"]
        assert f"{told.interval}{ends}" in first, case["id"]


@PRINTS
@pytest.mark.parametrize("wave", WAVES)
def test_the_comparison_of_the_districts_prints_each_of_them_as_r_has_it(
    reference: Path, folders: dict[str, Path], told: Print, wave: str
) -> None:
    text = "\n".join(pages(folders[told.language], wave, "whole"))
    wanted = cases(reference, "kcmo_survey", "composite_available_case")
    districts = {where(case)[1]: case for case in wanted if where(case)[0] == wave}

    assert set(districts) == {*DISTRICTS, "whole"}
    for name in DISTRICTS:
        case = districts[name]
        ends = told.ends(*wilson(case["index"], case["index_se"], case["df"]))
        # A district's name, how many answered, and what came out.
        line = rf"^{name}\n(?:.*\n){{0,3}}?\d+\n(?:.*\n)?{re.escape(told.rate(case['index']))}\n{ends}$"

        assert re.search(line, text, re.MULTILINE), (name, told.rate(case["index"]), ends)


def composites(reference: Path, name: str) -> tuple[Case, Case]:
    """The index of both waves."""
    wanted = cases(reference, "kcmo_survey", "composite_available_case")
    found = {where(case): case for case in wanted}
    return found[WAVES[0], name], found[WAVES[1], name]


def change_of(before: Case, now: Case) -> tuple[float, float, float]:
    """The change of an index between two waves of different people, and its interval."""
    difference = now["index"] - before["index"]
    se = math.hypot(before["index_se"], now["index_se"])
    half = float(t.ppf(0.975, before["df"] + now["df"])) * se
    return difference, difference - half, difference + half


@PRINTS
@pytest.mark.parametrize("name", [*DISTRICTS, "whole"])
def test_the_change_of_the_index_is_printed_as_r_s_indices_make_it(
    reference: Path, folders: dict[str, Path], told: Print, name: str
) -> None:
    before, now = composites(reference, name)
    difference, low, high = change_of(before, now)

    text = said("\n".join(pages(folders[told.language], WAVES[1], name)))

    assert f"({told.rate(before['index'])})" in text
    assert told.difference(difference) in text
    assert told.between(low, high) in text


@pytest.fixture(scope="module")
def changes(reference: Path) -> dict[str, dict[str, Any]]:
    """R's changes of the whole city by item."""
    return {case["item"]: case for case in cases(reference, "kcmo_survey", "wave_difference")}


@pytest.mark.parametrize("item", ["q3_01", "q3_03", "q3_05", "q3_10"])
def test_the_change_of_an_item_of_the_whole_city_is_printed_as_r_has_it(
    reference: Path, tmp_path: Path, changes: dict[str, dict[str, Any]], item: str
) -> None:
    """Asked alone an item is the whole index, and the change of the index is the one that is printed."""
    case = changes[item]
    out = analysed(reference, tmp_path, [item], "--lang", "vi")

    text = said("\n".join(pages(out, WAVES[1], "whole")))

    low, high = case["ci_t"]
    assert VI.rate(case["estimate_a"]) in text and VI.rate(case["estimate_b"]) in text
    assert VI.difference(case["diff"]) in text
    assert VI.between(low, high) in text
    assert ("chưa thể khẳng định" in text) == (low < 0 < high) != ("vượt phạm vi sai số" in text)


def test_a_district_s_report_that_was_numbered_and_signed_is_verified_and_a_changed_one_is_not(
    folders: dict[str, Path], reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folders["vi"]
    data = (out / "reports/2022q1/1.pdf").read_bytes()
    index = VI.rate(composites(reference, "1")[1]["index"])
    held = ["--estimates", str(out / "estimates.json"), "--manifest", str(out / "reports/manifest.csv")]
    numbered, changed = tmp_path / "numbered.pdf", tmp_path / "changed.pdf"
    numbered.write_bytes(signed(stamped(data)))
    changed.write_bytes(with_page(data, lambda drawn: drawn.replace(f"({index})".encode(), b"(99,99%)", 1)))

    assert run(["verify", str(numbered), *held]) == 0
    assert "chữ ký số" in capsys.readouterr().out
    assert run(["verify", str(changed), *held]) == 1
    assert f"“{index}”" in capsys.readouterr().out
