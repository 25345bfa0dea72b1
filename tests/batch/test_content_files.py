"""The content of each document as JSON beside it: what the PDF carries, the figures of estimates.json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reports.embedding.payload import FILE, digest, read_payload
from reports.embedding.plain import NAME
from survey.analysing.documents import endings, kinds
from survey.batch.records import MANIFEST, read_records
from survey.cli import run
from tests.batch.test_restart import contents, inodes, words
from tests.survey.cast import FORM, ballots

TOLD = ("se", "df", "low", "high", "method", "deff", "n_eff")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full reports of four units, two of them so small that something or all of it is hidden."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    sheet = ballots(240)
    for number, row in enumerate(sheet.rows):
        small = "Xã nhỏ" if number < 12 else "Xã nhỏ nhất"
        row[0] = small if number < 16 else ("Xã lớn", "Xã vừa")[number % 3 == 0]
    file = sheet.csv(folder / "ballots.csv")
    given = ["--questionnaire", str(folder / "form.yaml"), "--unit", "unit", "--wave", "wave", "--json"]
    out = ["--out", str(folder / "out"), "--edition", "full"]
    assert run(["analyse", str(file), *given, *out]) == 0
    return folder / "out"


def carried(pdf: Path) -> bytes:
    """What is embedded in a PDF."""
    return PdfReader(pdf).attachments[FILE][0]


def records(value: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every record of a kind, wherever in the content it lies."""
    if isinstance(value, dict):
        if value.get(NAME) == kind:
            yield value
        for part in value.values():
            yield from records(part, kind)
    elif isinstance(value, list):
        for part in value:
            yield from records(part, kind)


def place(line: dict[str, Any], by: tuple[str, str] | None) -> tuple[Any, ...]:
    return line.get("wave"), line.get("unit"), by, line["code"]


def lines(out: Path) -> dict[tuple[Any, ...], dict[str, Any]]:
    found = json.loads((out / "estimates.json").read_text(encoding="utf-8"))["estimates"]
    return {place(each, (each["by"], each["by_value"]) if each["by"] else None): each for each in found}


def figures(out: Path) -> list[dict[str, Any]]:
    """Every figure of every JSON file."""
    files = sorted((out / "reports").rglob("*.json"))
    return [each for path in files for each in records(json.loads(path.read_text("utf-8")), "Figure")]


def test_each_document_has_the_data_of_its_pdf_beside_it(made: Path) -> None:
    pdfs = sorted((made / "reports").rglob("*.pdf"))

    assert len(pdfs) == 2 * 5
    for pdf in pdfs:
        data = pdf.with_suffix(".json").read_bytes()

        assert json.loads(data) == json.loads(carried(pdf)), pdf
        assert read_payload(data).content == read_payload(carried(pdf)).content, pdf
        assert data.count(b"\n") > 100 and data.endswith(b"}\n"), "one line is not to be compared"


def test_the_manifest_names_the_data_files_too(made: Path) -> None:
    told = read_records(made / "reports" / MANIFEST)

    assert set(told) == {name for name in contents(made / "reports") if name != MANIFEST}
    assert sum(name.endswith(".json") for name in told) == 2 * 5
    for name, each in told.items():
        assert each.made_from == digest(carried((made / "reports" / name).with_suffix(".pdf"))), name


def test_the_figures_of_the_data_are_those_of_the_estimates_to_the_last_digit(made: Path) -> None:
    known, compared = lines(made), set()
    for figure in figures(made):
        where = place(figure, tuple(figure["by"]) if figure.get("by") else None)
        line = known[where]
        estimate = figure.get("estimate")
        if estimate is not None:
            compared.add(where)
            told = {name: estimate.get(name) for name in TOLD}

            assert estimate["value"] == line["estimate"]
            assert told == {name: line[name] for name in TOLD}
            assert (figure["n"], figure["n_valid"]) == (line["n"], line["n_valid"])
    wanted = {where for where, line in known.items() if line["estimate"] is not None}
    assert compared == wanted and len(wanted) > 20


def test_a_figure_that_is_hidden_has_no_number_in_the_data(made: Path) -> None:
    known = lines(made)
    hidden = [each for each in figures(made) if each.get("suppressed") == "hidden"]

    assert {(each["unit"], each["code"]) for each in hidden} >= {("Xã nhỏ", "A3"), ("Xã nhỏ nhất", "A1")}
    for each in hidden:
        line = known[place(each, None)]
        numbers = {name: value for name, value in each.items() if type(value) in (int, float)}

        # How many ballots there are of a unit may be told though those on an item are not.
        assert numbers == ({} if line["n"] is None else {"n": line["n"]})
        assert not (each.get("estimate") or each.get("counts") or line["n_valid"] or line["estimate"])
    assert {line["n"] for line in known.values() if line["unit"] == "Xã nhỏ nhất"} == {None}


def test_data_files_are_made_again_where_they_are_missing_and_not_where_nobody_asks(tmp_path: Path) -> None:
    assert run(words(tmp_path, "out", units=3)) == 0
    plain = contents(tmp_path / "out")
    assert run(words(tmp_path, "out", "--json", "--force", units=3)) == 0
    whole, first = contents(tmp_path / "out"), inodes(tmp_path / "out")
    (tmp_path / "out" / "reports" / "2026" / "xa-so-001.json").unlink()

    assert run(words(tmp_path, "out", "--json", "--force", units=3)) == 0
    again = inodes(tmp_path / "out")

    assert not [name for name in plain if name.startswith("reports/") and name.endswith(".json")]
    assert contents(tmp_path / "out") == whole
    assert [name for name in first if again[name] != first[name]] == ["reports/2026/xa-so-001.pdf"]
    assert run(words(tmp_path, "out", "--force", units=3)) == 0
    assert contents(tmp_path / "out") == plain


def test_the_kinds_of_files_are_said_in_words() -> None:
    assert kinds(endings()) == "PDF and HTML"
    assert kinds(endings(json=True)) == "PDF, HTML and JSON"
    assert kinds(endings(page=False)) == "PDF"


def test_without_pages_there_are_pdfs_alone(tmp_path: Path) -> None:
    assert run(words(tmp_path, "out", "--no-page", "--force", units=3)) == 0

    reports = [name for name in contents(tmp_path / "out") if name.startswith("reports/")]
    assert {Path(name).suffix for name in reports} == {".pdf", ".csv"}
    assert (tmp_path / "out" / "reports" / "2026" / "xa-so-001.pdf").stat().st_size > 10_000
