"""A report that was numbered and signed is still the report; one with a changed figure is not, and which."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from reports.embedding import payload as embedding
from reports.pdf import to_pdf
from survey.analysing import exports
from survey.cli import run
from tests.reports import test_pdf
from tests.survey.cast import FORM, Command, ballots
from tests.verifying import cast

NAME = "uy-ban-nhan-dan-phuong-dong-ha"
YES, NO, UNKNOWN = 0, 1, 3


@dataclass(frozen=True)
class Printed:
    """A folder of results, and one report of it."""

    folder: Path

    @property
    def data(self) -> bytes:
        return (self.folder / "reports" / "2026" / f"{NAME}.pdf").read_bytes()

    @property
    def estimates(self) -> Path:
        return self.folder / "estimates.json"

    @property
    def manifest(self) -> Path:
        return self.folder / "reports" / "manifest.csv"

    def figure(self, code: str) -> dict[str, object]:
        """The line of one figure of the report."""
        lines = json.loads(self.estimates.read_text("utf-8"))["estimates"]
        unit = "Ủy ban nhân dân phường Đông Hà"
        (line,) = [
            each for each in lines if (each["unit"], each["wave"], each["code"]) == (unit, "2026", code)
        ]
        assert isinstance(line, dict)
        return line

    def printed(self, code: str) -> str:
        """A figure as it is printed."""
        return f"{round(float(str(self.figure(code)['estimate'])) * 100, 2):.2f}%".replace(".", ",")


def results(folder: Path, name: str, seed: int) -> Printed:
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    file = ballots(600, seed).csv(folder / f"{name}.csv")
    given = ["--questionnaire", str(folder / "form.yaml"), "--unit", "unit", "--wave", "wave"]
    assert run(["analyse", str(file), *given, "--out", str(folder / name)]) == 0
    return Printed(folder / name)


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return results(tmp_path_factory.mktemp("mine"), "out", 1)


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return results(tmp_path_factory.mktemp("another"), "out", 2)


Verify = Callable[..., tuple[int, str]]


@pytest.fixture
def verify(hailong: Command, tmp_path: Path) -> Verify:
    """`hailong verify` of a PDF: the exit status and what it said."""

    def command(data: bytes, *options: object) -> tuple[int, str]:
        file = tmp_path / "report.pdf"
        file.write_bytes(data)
        outcome = hailong("verify", file, *options)
        assert outcome.err == ""
        return outcome.status, outcome.out

    return command


def edited(data: bytes, old: str, new: str, *, page: int = 0) -> bytes:
    """The first such text in the drawing of a page."""
    return cast.with_page(data, lambda drawing: drawing.replace(old.encode(), new.encode(), 1), page)


@pytest.mark.parametrize(
    "treat",
    [
        pytest.param(lambda data: data, id="as_made"),
        pytest.param(cast.signed, id="signed"),
        pytest.param(cast.stamped, id="stamped"),
        pytest.param(lambda data: cast.signed(cast.stamped(data)), id="stamped_and_signed"),
        pytest.param(lambda data: cast.signed(cast.signed_again(cast.stamped(data))), id="signed_by_two"),
        pytest.param(cast.merged, id="numbered_by_a_program_that_writes_the_file_anew"),
        pytest.param(lambda data: cast.signed(cast.noted(data)), id="noted_and_signed"),
    ],
)
def test_a_numbered_and_signed_report_still_has_its_figures(
    mine: Printed, verify: Verify, treat: Callable[[bytes], bytes]
) -> None:
    data = treat(mine.data)

    status, said = verify(data, "--estimates", mine.estimates, "--manifest", mine.manifest)

    assert status == YES, said
    assert "KHỚP: các con số trong báo cáo là các con số mà estimates.json + manifest.csv" in said
    assert f"2026/{NAME}.pdf" in said
    assert ("chữ ký số" in said) == (b"/Sig" in data)


def test_what_was_put_on_is_told(mine: Printed, verify: Verify) -> None:
    _, signed = verify(cast.signed(mine.data), "--lang", "en")
    _, numbered = verify(cast.signed(cast.stamped(mine.data)), "--lang", "en")

    assert "digitally signed" in signed and "put on" not in signed and "stamped" not in signed
    assert f"page 1: “{cast.NUMBER}” was put on" in numbered
    assert "see that it covers no figure" in numbered


def test_without_the_data_the_answer_says_what_it_stands_on(mine: Printed, verify: Verify) -> None:
    status, said = verify(mine.data, "--lang", "en")

    assert status == YES
    assert "not held against the data yet" in said


@pytest.mark.parametrize("treat", [lambda data: data, cast.signed, cast.stamped])
def test_a_changed_figure_on_a_page_is_found_and_named(
    mine: Printed, verify: Verify, treat: Callable[[bytes], bytes]
) -> None:
    true = mine.printed("A1")
    false = ("9" if true[0] != "9" else "8") + true[1:]

    status, said = verify(treat(edited(mine.data, f"({true})", f"({false})")), "--lang", "en")

    assert status == NO
    assert said.splitlines()[0].endswith("NO: these are not the figures that the data and this version make")
    assert f"should be “{true}”, this file has “{false}”" in said


def test_a_changed_figure_in_the_data_inside_is_found_and_named(mine: Printed, verify: Verify) -> None:
    true = mine.figure("A1")["estimate"]
    data = cast.with_embedded(mine.data, lambda text: text.replace(f'"value":{true}', '"value":0.99', 1))

    alone, said_alone = verify(data, "--lang", "en")
    status, said = verify(data, "--estimates", mine.estimates, "--lang", "en")

    assert (alone, status) == (NO, NO)
    assert f"this file has “{mine.printed('A1')}”" in said_alone
    assert (
        f"Ủy ban nhân dân phường Đông Hà, A1, estimate: the data inside say 0.99, the figure is {true}"
        in said
    )


def test_pages_and_data_changed_alike_are_found_by_the_figures(mine: Printed, verify: Verify) -> None:
    """The forger has the program: pages and data agree with each other, and only the figures tell."""
    true = mine.figure("A1")["estimate"]
    text = cast.embedded(mine.data).decode().replace(f'"value":{true}', '"value":0.99')
    forged = to_pdf(embedding.read_payload(text.encode()).content)

    alone, _ = verify(forged)
    status, said = verify(forged, "--estimates", mine.estimates, "--lang", "en")
    listed, said_listed = verify(forged, "--manifest", mine.manifest, "--lang", "en")

    assert (alone, status, listed) == (YES, NO, NO)
    assert "A1, estimate: the data inside say 0.99" in said
    assert "not listed in manifest.csv" in said_listed


def test_a_changed_sentence_in_pages_and_data_is_found_by_the_manifest(mine: Printed, verify: Verify) -> None:
    text = cast.embedded(mine.data).decode().replace("Mức độ hài lòng", "Mức độ rất hài lòng")
    forged = to_pdf(embedding.read_payload(text.encode()).content)

    status, _ = verify(forged, "--estimates", mine.estimates, "--manifest", mine.manifest)

    assert status == NO


def test_another_printed_checksum_is_found(mine: Printed, verify: Verify) -> None:
    checksum = json.loads(mine.estimates.read_text("utf-8"))["about"]["checksum"]

    status, said = verify(edited(mine.data, checksum, "0123456789ab"), "--lang", "en")

    assert status == NO
    assert f"the pages print 0123456789ab, the data inside say {checksum}" in said


def test_a_report_of_other_data_is_told_by_its_checksum(
    mine: Printed, another: Printed, verify: Verify
) -> None:
    status, said = verify(mine.data, "--estimates", another.estimates, "--lang", "en")

    assert status == NO
    assert "it was made from other figures" in said
    assert "estimate: the data inside say" in said and "more" in said


@pytest.mark.parametrize(
    "treat",
    [
        pytest.param(lambda data: cast.merged(data, "Ket qua: 99,50%"), id="a_figure_printed_over"),
        pytest.param(lambda data: cast.noted(data, "99,50%"), id="a_figure_in_a_note"),
        pytest.param(lambda data: cast.moved(data), id="figures_in_each_others_place"),
        pytest.param(lambda data: cast.cropped(data), id="a_part_cut_off"),
        pytest.param(lambda data: cast.refonted(data), id="letters_of_another_shape"),
    ],
)
def test_a_forgery_that_leaves_all_words_in_place_is_found(
    mine: Printed, verify: Verify, treat: Callable[[bytes], bytes]
) -> None:
    status, said = verify(treat(mine.data), "--estimates", mine.estimates)

    assert status == NO, said


def test_a_missing_page_is_found(verify: Verify) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(to_pdf(test_pdf.usual())))
    writer.remove_page(1)

    status, said = verify(cast.written(writer), "--lang", "en")

    assert status == NO
    assert "1 pages are missing" in said


def test_nobody_can_tell_of_files_of_others(mine: Printed, verify: Verify) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    locked = PdfWriter(clone_from=io.BytesIO(mine.data))
    locked.encrypt("mở", algorithm="AES-256")

    foreign, of_foreign = verify(cast.written(writer))
    broken, of_broken = verify(b"%PDF-1.4 nothing")
    closed, of_closed = verify(cast.written(locked))

    assert (foreign, broken, closed) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert "không có dữ liệu của báo cáo" in of_foreign
    assert "không đọc được" in of_broken and "không đọc được" in of_closed


def test_a_report_of_another_version_is_no_forgery_but_never_a_yes_when_it_differs(
    mine: Printed, verify: Verify
) -> None:
    def older(change: Callable[[str], str]) -> bytes:
        version = f'"version":"{embedding.program_version()}"'
        return cast.with_embedded(
            mine.data, lambda text: change(text.replace(version, '"version":"0.0.9"', 1))
        )

    true = mine.figure("A1")["estimate"]
    data = older(lambda text: text)
    changed = older(lambda text: text.replace("Mức độ hài lòng", "Mức hài lòng"))
    forged = older(lambda text: text.replace(f'"value":{true}', '"value":0.99'))

    drawn_alike, _ = verify(data)
    drawn_otherwise, said = verify(changed, "--lang", "en")
    other_figures, _ = verify(forged, "--estimates", mine.estimates)

    assert (drawn_alike, drawn_otherwise, other_figures) == (YES, UNKNOWN, NO)
    assert "the report was made by version 0.0.9" in said


def test_an_estimates_file_changed_by_hand_is_refused(
    mine: Printed, hailong: Command, tmp_path: Path
) -> None:
    report, file = tmp_path / "r.pdf", tmp_path / "estimates.json"
    report.write_bytes(mine.data)
    true = mine.figure("A1")["estimate"]
    file.write_text(mine.estimates.read_text("utf-8").replace(str(true), "0.99"), encoding="utf-8")

    changed = hailong("verify", report, "--estimates", file)
    other = hailong("verify", report, "--estimates", mine.manifest)

    assert changed.status == other.status == 1
    assert "the figures were changed after they were computed" in changed.err
    assert "this is no file of estimates" in other.err


@pytest.mark.parametrize("name", test_pdf.CAST)
def test_every_content_is_read_back_and_drawn_to_the_same_bytes(name: str) -> None:
    report = test_pdf.CAST[name]()
    drawn = to_pdf(report)

    inside = embedding.read_payload(cast.embedded(drawn))

    assert embedding.payload(inside.content) == embedding.payload(report)
    assert inside.version == embedding.program_version()
    assert to_pdf(inside.content) == drawn


@pytest.mark.parametrize("name", test_pdf.CAST)
def test_the_data_inside_are_small(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    report = test_pdf.CAST[name]()
    carrying = to_pdf(report)
    monkeypatch.setattr("reports.pdf.carrying", lambda canvas, _data: canvas)

    assert 0 < len(carrying) - len(to_pdf(report)) <= 10_000


@pytest.mark.parametrize("name", test_pdf.CAST)
def test_nothing_is_inside_that_is_neither_printed_nor_in_a_file_of_estimates(name: str) -> None:
    """Counts of single answers and the like would help to find a base that a public edition hides."""
    exported = {*exports.ESTIMATE_FIELDS, "value", "by", "suppressed", "level"}

    told = json.loads(cast.embedded(to_pdf(test_pdf.CAST[name]())))

    found = [each for each in records(told) if each[""] in ("Figure", "Estimate")]
    assert len(found) > 1
    assert {key for each in found for key in each if each[key] is not None} <= exported | {"", "estimate"}
    hidden = [each for each in found if each.get("suppressed") == "hidden"]
    assert not [
        each
        for each in hidden
        if any(isinstance(value, (int, float)) and value is not False for value in each.values())
    ]


def records(data: object) -> Iterator[dict[str, object]]:
    """Every record in plain data."""
    if isinstance(data, dict):
        if "" in data:
            yield data
        for part in data.values():
            yield from records(part)
    elif isinstance(data, list):
        for part in data:
            yield from records(part)


def test_the_attachment_is_json_without_a_date() -> None:
    data = to_pdf(test_pdf.usual())

    told = json.loads(cast.embedded(data))
    assert told["format"] == embedding.FORMAT
    assert told["content"]["name"] == test_pdf.usual().name
    (found,) = PdfReader(io.BytesIO(data)).attachment_list
    assert found.creation_date is None and found.modification_date is None
