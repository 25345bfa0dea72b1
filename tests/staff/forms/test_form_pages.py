"""Questionnaires: uploaded, looked at, published for good, revised by two people; previews lead nowhere."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest
from pypdf import PdfReader
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from questionnaires.load import load_text
from questionnaires.meaning import meaning
from survey.tables import FormDraft, StoredQuestionnaire
from survey.tables.staff import ROLES
from survey.waves.form_drafts import FormDraftError, approve_revision
from tests.accounts.cast import somebody
from tests.databases import TWO_ITEMS
from tests.imports.cast import everything, rows_in
from tests.questionnaires.xlsform import sheets_of, workbook
from tests.staff.addresses.forms import ADDRESSES
from tests.staff.cast import Browser, Office, now

NEW = "/staff/forms/new"
SECOND = TWO_ITEMS.replace('version: "1"', 'version: "1.1"').replace("góp ý gì thêm?", "góp ý gì thêm không?")


def member(office: Office, role: str = "analyst", unit: str = "so-noi-vu") -> Browser:
    email = f"{role}.{time.monotonic_ns()}@x.example"
    return office.browser(somebody(office.cast.engine, role, unit, email=email, at=now(), factor=True))


def upload(browser: Browser, text: str = SECOND, name: str = "q.yaml") -> TestResponse:
    form = {"form_mark": browser.mark(), "file": (io.BytesIO(text.encode()), name)}
    return browser.client.post(NEW, data=form, content_type="multipart/form-data")


def bomb() -> bytes:
    """A workbook of few bytes that unpacks to very many."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (64 * 1024 * 1024))
    return file.getvalue()


def press(browser: Browser, path: str, **form: str) -> TestResponse:
    return browser.send(path, form, seen="/staff/sign-out-everywhere")


def test_an_upload_is_looked_at_and_published_for_good(both: Office) -> None:
    browser = member(both)
    path = upload(browser).headers["Location"]
    page = browser.get(path).text
    assert "Ông/Bà hài lòng ở mức nào về thái độ của người phục vụ?" in page
    assert "How satisfied are you with the manner of the staff?" in page
    assert "Đủ chữ ở cả 2 ngôn ngữ đã khai" in page

    reply = press(browser, f"{path}/publish")

    assert reply.status_code == 303
    with Session(both.cast.engine) as session:
        row = session.exec(select(StoredQuestionnaire).where(StoredQuestionnaire.version == "1.1")).one()
        assert row.code == "two-items" and row.body == SECOND and row.revises_id is None
        assert not session.exec(select(FormDraft)).first()
    assert rows_in(both.cast.engine, "event")[-1]["action"] == "questionnaire.publish"
    assert browser.get(f"/staff/forms/stored/{row.id}/yaml").text == SECOND
    assert "1.1" in browser.get("/staff/forms?lang=en").text


def test_a_version_that_is_there_is_not_uploaded_again(office: Office) -> None:
    reply = upload(member(office), TWO_ITEMS)

    assert reply.status_code == 422 and "Phiên bản này đã có" in reply.text


def test_every_problem_is_listed_with_its_line_and_nothing_is_kept(office: Office) -> None:
    wrong = SECOND.replace(", en: Very satisfied", "").replace("kind: text", "kind: txt")

    reply = upload(member(office), wrong)

    assert reply.status_code == 422
    rows = re.findall(
        r'<th scope="row">(\d+)</th><td lang="en">(.*?)</td><td lang="en">(.*?)</td>', reply.text
    )
    assert rows and all(int(line) > 1 and cure for line, _, cure in rows)
    assert any("txt" in what for _, _, what in rows)
    assert not rows_in(office.cast.engine, "form_draft")


def test_a_text_missing_in_a_declared_language_is_a_problem(office: Office) -> None:
    reply = upload(member(office), SECOND.replace(", en: Very satisfied", ""))

    assert "no label in en" in reply.text and not rows_in(office.cast.engine, "form_draft")


@pytest.mark.parametrize(
    "text", ["", "\x00\x01", "a: [", "x: !!python/object/apply:os.system [ls]", "a: &a [*a]", "{" * 5000]
)
def test_what_is_no_questionnaire_is_refused_in_words(office: Office, text: str) -> None:
    reply = upload(member(office), text)

    assert reply.status_code == 422 and "chỗ cần sửa" in reply.text


def test_a_file_without_a_name_or_too_large_is_refused(office: Office) -> None:
    browser = member(office)

    assert "Chọn một tệp." in upload(browser, name="").text
    sent = {"wsgi.input": io.BytesIO(b"x"), "CONTENT_LENGTH": str(1024 * 1024 + 1)}
    kind = "multipart/form-data; boundary=XX"
    large = browser.client.post(NEW, content_type=kind, environ_overrides=sent)
    assert large.status_code == 413 and "nhiều nhất 1 MiB" in large.text


def proposed(office: Office, browser: Browser) -> str:
    path = str(upload(browser).headers["Location"])
    assert press(browser, f"{path}/propose", revises="1", reason="sửa lỗi chính tả").status_code == 303
    return path


@pytest.mark.parametrize("role", ["analyst", "approver"])
def test_a_revision_is_approved_by_a_second_person(both: Office, role: str) -> None:
    path = proposed(both, member(both))
    second = member(both, role, "tinh-mau")
    assert "Lý do: sửa lỗi chính tả" in second.get(path).text

    reply = press(second, f"{path}/approve")

    assert reply.status_code == 303
    with Session(both.cast.engine) as session:
        rows = {
            row.version: row for row in session.exec(select(StoredQuestionnaire)) if row.code == "two-items"
        }
    assert rows["1.1"].revises_id == rows["1"].id
    assert rows["1.1"].revision_approved_by and rows["1.1"].revision_approved_by.startswith(role)
    assert "sửa chữ của 1" in second.get(reply.headers["Location"]).text


def test_nobody_approves_their_own_revision(office: Office) -> None:
    browser = member(office)
    path = proposed(office, browser)
    before = everything(office.cast.engine)

    assert "cần người khác phê duyệt" in browser.get(path).text
    reply = press(browser, f"{path}/approve")

    assert reply.status_code == 422 and "a second person approves" in reply.text
    assert everything(office.cast.engine)["questionnaire"] == before["questionnaire"]
    with Session(office.cast.engine) as session:
        draft = session.exec(select(FormDraft)).one()
        with pytest.raises(FormDraftError, match="a second person approves a revision"):
            approve_revision(session, draft, account_id=draft.account_id, by="x")


def test_a_proposed_revision_is_not_published_past_the_second_person(office: Office) -> None:
    browser = member(office)
    path = proposed(office, browser)

    reply = press(browser, f"{path}/publish")

    assert reply.status_code == 422
    assert "1.1" not in {each["version"] for each in rows_in(office.cast.engine, "questionnaire")}


def test_a_proposal_says_what_it_revises_and_why(office: Office) -> None:
    browser = member(office)
    path = upload(browser).headers["Location"]

    reply = press(browser, f"{path}/propose", revises="9", reason=" ")

    assert reply.status_code == 422
    assert "Chọn phiên bản được sửa." in reply.text and 'id="reason-error"' in reply.text


def test_an_upload_is_its_owners_until_it_is_proposed(office: Office) -> None:
    path = upload(member(office)).headers["Location"]
    other = member(office)
    before = everything(office.cast.engine)

    assert other.get(path).status_code == 404
    number = path.rpartition("/")[2]
    assert other.get(f"/staff/forms/drafts/{number}/preview/phone/vi").status_code == 404
    for deed in ("publish", "propose", "approve", "drop"):
        assert press(other, f"{path}/{deed}").status_code == 404
    assert everything(office.cast.engine)["form_draft"] == before["form_draft"]


def test_a_dropped_upload_is_gone(office: Office) -> None:
    browser = member(office)
    path = upload(browser).headers["Location"]

    assert press(browser, f"{path}/drop").headers["Location"].endswith("done=dropped")

    assert not rows_in(office.cast.engine, "form_draft") and browser.get(path).status_code == 404


@pytest.mark.parametrize("surface", ["phone", "kiosk"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_preview_shows_the_form_and_leads_nowhere(office: Office, surface: str, language: str) -> None:
    browser, before = member(office), everything(office.cast.engine)
    path = f"/staff/forms/stored/1/preview/{surface}/{language}"

    reply = browser.get(path)

    assert reply.status_code == 200
    assert {"vi": "thái độ của người phục vụ", "en": "the manner of the staff"}[language] in reply.text
    assert {"vi": "XEM TRƯỚC", "en": "PREVIEW"}[language] in reply.text
    assert "<script" not in reply.text and "modulepreload" not in reply.text and "/s/" not in reply.text
    policy = reply.headers["Content-Security-Policy"]
    assert (
        "form-action 'none'" in policy
        and "script-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
    )
    sent = browser.client.post(path, data={"form_mark": browser.mark(), "A1": "5", "A2": "5"})
    assert sent.status_code in (404, 405)
    assert {
        name: rows for name, rows in everything(office.cast.engine).items() if name != "staff_session"
    } == {name: rows for name, rows in before.items() if name != "staff_session"} | {
        "account": everything(office.cast.engine)["account"]
    }


def test_a_paper_preview_is_a_test_print(office: Office) -> None:
    reply = member(office).get("/staff/forms/stored/1/preview/paper/vi")

    assert reply.data.startswith(b"%PDF") and "attachment" in reply.headers["Content-Disposition"]
    text = PdfReader(io.BytesIO(reply.data)).pages[0].extract_text()
    assert "IN THỬ" in text.upper() or "THỬ" in text.upper()


@pytest.mark.parametrize(
    "rest",
    ["preview/fax/vi", "preview/phone/fr", "preview/paper/fr", "preview/phone/../vi", "preview/phone/vi%00"],
)
def test_a_preview_that_is_none_is_not_there(office: Office, rest: str) -> None:
    browser = member(office)

    assert browser.get(f"/staff/forms/stored/1/{rest}").status_code == 404
    assert browser.get("/staff/forms/nothing/1/preview/phone/vi").status_code == 404
    assert browser.get(f"/staff/forms/stored/{2**70}").status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_nothing_here_changes_nothing(office: Office, role: str) -> None:
    path = proposed(office, member(office))
    who = member(office, role, "xa-an-hoa")
    mark, before = who.mark(), everything(office.cast.engine)
    works = role in ("analyst", "approver")
    reads = works or role in ("administrator", "auditor")

    for verb, rule in sorted(ADDRESSES):
        if works and verb == "POST":
            continue  # Questionnaires are everybody's; the deeds of these roles are tested above.
        address = rule.replace("<int:number>", path.rpartition("/")[2] if "drafts" in rule else "1")
        address = (
            address.replace("<kind>", "stored").replace("<surface>", "phone").replace("<language>", "vi")
        )
        reply = who.client.open(address, method=verb, data={"form_mark": mark} if verb == "POST" else None)
        needs_more = ("new" in address and role != "analyst") or ("drafts" in address and not works)
        is_shown = verb == "GET" and reads and not needs_more
        assert (reply.status_code == 200) == is_shown, (verb, address, reply.status_code)
    assert everything(office.cast.engine) == before


def test_words_of_a_questionnaire_are_never_part_of_a_page(office: Office) -> None:
    evil = SECOND.replace("Phiếu hai câu", "'<script>alert(1)</script>{{7*7}}'").replace(
        "thái độ của người phục vụ", "'<img src=x onerror=alert(1)>'"
    )
    browser = member(office)
    path = upload(browser, evil).headers["Location"]
    number = path.rpartition("/")[2]

    pages = [browser.get(path).text, browser.get("/staff/forms").text]
    pages.append(browser.get(f"/staff/forms/drafts/{number}/preview/phone/vi").text)

    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)
    assert all("{{7*7}}" in page for page in pages)


def send_workbook(browser: Browser, content: bytes, name: str = "form.xlsx") -> TestResponse:
    form = {"form_mark": browser.mark(), "file": (io.BytesIO(content), name)}
    return browser.client.post(NEW, data=form, content_type="multipart/form-data")


def test_an_xlsform_is_looked_at_and_published_as_our_own_file(both: Office) -> None:
    form = load_text("second", SECOND.encode())
    browser = member(both)

    path = send_workbook(browser, workbook(sheets_of(form))).headers["Location"]
    page = browser.get(path).text
    press(browser, f"{path}/publish")

    assert "How satisfied are you with the manner of the staff?" in page
    assert "Đủ chữ ở cả 2 ngôn ngữ đã khai" in page
    with Session(both.cast.engine) as session:
        row = session.exec(select(StoredQuestionnaire).where(StoredQuestionnaire.version == "1.1")).one()
        assert meaning(load_text("stored", row.body.encode())) == meaning(form) == row.meaning


def test_what_an_xlsform_asks_and_we_cannot_is_listed_by_cell_and_nothing_is_kept(office: Office) -> None:
    sheets = sheets_of(load_text("second", SECOND.encode()))
    place = next(number for number, row in enumerate(sheets["survey"]) if row[0] == "text")
    sheets["survey"][place][0] = "geopoint"

    reply = send_workbook(member(office), workbook(sheets))

    assert reply.status_code == 422
    assert f'<th scope="row">{place + 1}</th><td lang="en">sheet survey, column type</td>' in reply.text
    assert "where a person is, is never kept" in reply.text
    assert not rows_in(office.cast.engine, "form_draft")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no workbook", "the workbook is damaged"),
        (b"\xd0\xcf\x11\xe0old", "this is an old .xls workbook"),
        (bomb(), "the workbook is too large"),
    ],
    ids=["damaged", "old", "bomb"],
)
def test_a_workbook_that_is_none_or_a_bomb_is_refused(office: Office, content: bytes, said: str) -> None:
    reply = send_workbook(member(office), content)

    assert reply.status_code == 422
    assert said in reply.text and "Không đọc được tệp này" in reply.text
    assert not rows_in(office.cast.engine, "form_draft")


@pytest.mark.parametrize(
    ("path", "limit"), [(NEW, 1), ("/staff/units/import/figures", 3), ("/staff/waves/draft-x/units", 4)]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_file_that_is_too_large_is_named_with_its_size_and_the_limit(
    office: Office, path: str, limit: int, language: str
) -> None:
    head = b'--XX\r\nContent-Disposition: form-data; name="file"; filename="C:\\t\\phi\xe1\xba\xbfu m\xe1\xbb\x9bi.yaml"\r\n'
    size = 5 * 1024 * 1024 + 512 * 1024
    sent = {"wsgi.input": io.BytesIO(head + b"\r\n" + b"x" * 20_000), "CONTENT_LENGTH": str(size)}

    reply = member(office).client.post(
        f"{path}?lang={language}", content_type="multipart/form-data; boundary=XX", environ_overrides=sent
    )

    told = "phiếu mới.yaml: 5,5 MiB" if language == "vi" else "phiếu mới.yaml: 5.5 MiB"
    assert reply.status_code == 413 and told in reply.text and f"{limit} MiB" in reply.text
    assert "C:" not in reply.text
