"""Texts that break programs, from the form to the disk and out again: intact in CSV, XLSX, HTML and PDF."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.comments.content import Writings, Written
from reports.comments.glyphs import printable
from reports.comments.html import to_html
from reports.comments.pdf import to_pdf
from survey import create_app
from survey.cli import run
from survey.comments.tables import DANGEROUS, guarded, to_csv, to_xlsx, unguarded
from survey.files.texts import tidy
from tests.ballots.cast import Device, ballot
from tests.databases import Cast
from tests.hardening.naughty import NAUGHTY

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), min_size=1, max_size=80
)


def of(texts: list[str]) -> Writings:
    return Writings(
        "vi",
        "Ý kiến",
        tuple(Written("2026", "Xã An Hòa", "words", "Góp ý?", "new", "", each) for each in texts),
    )


def from_csv(raw: bytes) -> list[str]:
    rows = list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {7}
    return [unguarded(row[-1]) for row in rows[1:]]


def from_xlsx(raw: bytes) -> list[str]:
    """The texts of the last column, and that no cell is anything but text."""
    with zipfile.ZipFile(BytesIO(raw)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        cells = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}c")
        kinds = {(cell.get("r", "A")[0], cell.get("t"), cell.find(f"{SHEET}f") is not None) for cell in cells}
        links = [name for name in book.namelist() if "rels" in name and b"hyperlink" in book.read(name)]
    assert {(kind, formula) for _, kind, formula in kinds} == {("s", False)}
    assert not links
    said = [
        "".join(part.text or "" for part in each.iter(f"{SHEET}t")) for each in strings.findall(f"{SHEET}si")
    ]
    rows = CalamineWorkbook.from_filelike(BytesIO(raw)).get_sheet_by_index(0).to_python()
    assert len(rows[0]) == 7
    by_order = dict.fromkeys(map(_unescaped, said))
    return [
        text
        for text in by_order
        if text not in {*rows[0], "2026", "Xã An Hòa", "words", "Góp ý?", "chưa xử lý", ""}
    ]


def _unescaped(text: str) -> str:
    """As a spreadsheet reads it: _x000A_ is a character."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


class Reader(HTMLParser):
    """The texts of the page, and every tag and attribute that stands in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.inside = ("class", "text") in attrs
        self.texts += [""] * self.inside

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def from_html(page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    assert reader.tags <= set("html head meta title style body main h1 h2 p section div".split())
    return reader.texts


def from_pdf(raw: bytes) -> str:
    """All that is printed, without spaces: lines break where they must."""
    pages = pypdf.PdfReader(BytesIO(raw)).pages
    printed = "".join(page.extract_text() for page in pages)
    return _bare(re.sub(r"Trang \d+", "", printed))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s", "", text))


def decoded(text: str) -> str:
    return re.sub(r"\[U\+([0-9A-F]{4,6})\]", lambda found: chr(int(found[1], 16)), text)


def test_naughty_texts_are_stored_as_they_were_written(province: Cast) -> None:
    device = Device(create_app(province.engine).test_client())

    replies = {
        name: device.put(ballot(comments={"words": text})).status_code for name, text in NAUGHTY.items()
    }

    assert set(replies.values()) == {201}
    assert sorted(stored(province)) == sorted(tidy(text) for text in NAUGHTY.values())


def stored(cast: Cast) -> list[str]:
    from sqlalchemy import text

    with cast.engine.connect() as connection:
        return list(connection.execute(text("SELECT body FROM comment")).scalars())


def test_naughty_texts_come_back_intact_from_every_kind_of_file(
    sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", sqlite_province.url)
    client = create_app(sqlite_province.engine).test_client()
    for text in NAUGHTY.values():
        page = client.get("/s/two-phone?again=1").text
        number = page.partition('name="_ballot" value="')[2][:36]
        sent = {"A1": "5", "A2": "4", "words": text, "_ballot": number, "_questionnaire": "two-items 1"}
        assert client.post("/s/two-phone", data=sent | {"_language": "vi"}).status_code == 303
    wanted = sorted(tidy(text) for text in NAUGHTY.values())
    files = {kind: tmp_path / f"comments{kind}" for kind in (".csv", ".xlsx", ".html", ".pdf")}

    statuses = [run(["comments", "--wave", "two-2026", "--out", str(file)]) for file in files.values()]

    assert statuses == [0, 0, 0, 0]
    assert sorted(from_csv(files[".csv"].read_bytes())) == wanted
    assert sorted(from_html(files[".html"].read_text(encoding="utf-8"))) == wanted
    printed = from_pdf(files[".pdf"].read_bytes())
    missing = [text for text in wanted if _bare(printable(text)) not in printed]
    assert not missing
    assert not [text for text in wanted if _bare(decoded(printable(text))) != _bare(text)]


def test_naughty_texts_come_back_intact_from_a_workbook() -> None:
    texts = [tidy(text) for text in NAUGHTY.values()] + ["<r><t>x</t></r>", "_x0041_", "1", "=1+1"]

    assert sorted(from_xlsx(to_xlsx(of(texts)))) == sorted(texts)


@settings(max_examples=60)
@given(st.lists(Texts.map(tidy).filter(bool), min_size=1, max_size=5, unique=True))
def test_any_text_comes_back_from_a_csv_a_page_and_a_workbook(texts: list[str]) -> None:
    assert from_csv(to_csv(of(texts))) == texts
    assert from_html(to_html(of(texts))) == texts
    ours = {
        "2026",
        "Xã An Hòa",
        "words",
        "Góp ý?",
        "chưa xử lý",
        *"wave unit item question status theme text".split(),
    }
    if not ours & set(texts):
        assert from_xlsx(to_xlsx(of(texts))) == texts


@settings(max_examples=25)
@given(st.lists(Texts.map(tidy).filter(bool), min_size=1, max_size=3))
def test_any_text_is_printed_with_every_one_of_its_characters(texts: list[str]) -> None:
    printed = from_pdf(to_pdf(of(texts)))

    for text in texts:
        assert _bare(printable(text)) in printed


@given(
    st.one_of(Texts, st.builds("".join, st.lists(st.sampled_from([*DANGEROUS, "'", "a", " "]), max_size=6)))
)
def test_no_cell_of_a_csv_begins_like_a_formula_and_every_one_can_be_read_back(text: str) -> None:
    cell = guarded(text)

    assert not cell.startswith(DANGEROUS)
    assert unguarded(cell) == text


def test_naughty_texts_come_back_to_the_form_when_there_is_something_to_mend(sqlite_province: Cast) -> None:
    client = create_app(sqlite_province.engine).test_client()

    for text in NAUGHTY.values():
        page = client.post(
            "/s/two-phone", data={"words": text, "_questionnaire": "two-items 1", "_language": "vi"}
        )
        shown = re.search(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)
        assert page.status_code == 422
        assert shown and from_box(shown[1]) == text.replace("\r", "")


def from_box(shown: str) -> str:
    """What a browser has in the box: it drops one line break at the start."""
    import html

    return html.unescape(shown).removeprefix("\n") if shown.startswith("\n") else html.unescape(shown)


def test_a_comment_file_tells_neither_day_nor_ballot_nor_order(
    sqlite_province: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", sqlite_province.url)
    device = Device(create_app(sqlite_province.engine).test_client())
    for number in range(30):
        device.put(ballot(comments={"words": f"{number:02}"}))

    run(["comments", "--wave", "two-2026", "--out", str(tmp_path / "c.csv")])

    text = (tmp_path / "c.csv").read_text(encoding="utf-8-sig")
    numbers = [line.rpartition(";")[2] for line in text.splitlines()[1:]]
    assert sorted(numbers) == [f"{number:02}" for number in range(30)] != numbers
    assert sqlite_province.today.isoformat() not in text


@pytest.mark.parametrize(("name", "status"), [("c.txt", 2), ("there.csv", 2)])
def test_a_file_that_cannot_be_written_is_refused_with_the_cure(
    sqlite_province: Cast,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    status: int,
) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", sqlite_province.url)
    (tmp_path / "there.csv").touch()

    assert run(["comments", "--wave", "two-2026", "--out", str(tmp_path / name)]) == status
    assert json.dumps(capsys.readouterr().err).count("; ") >= 2


Maker = Callable[[Writings], bytes | str]


@pytest.mark.parametrize("make", [to_csv, to_xlsx, to_html, to_pdf])
def test_a_wave_without_comments_makes_a_file_all_the_same(make: Maker) -> None:
    assert len(make(of([]))) > 20
