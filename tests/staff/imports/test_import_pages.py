"""The pages of imports: from a file to stored ballots and back, and nothing for anybody else."""

from __future__ import annotations

import io
import re
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session
from werkzeug.test import TestResponse

from survey.importing import runs, working
from survey.jobs.worker import work
from survey.staff.imports.too_large import HEAD
from survey.tables import metadata
from tests.accounts.cast import somebody
from tests.imports.cast import everything, many, rows_in
from tests.staff.cast import Browser, Office, now

NEW = "/staff/imports/new"


def analyst(office: Office, unit: str = "so-noi-vu", role: str = "analyst") -> Browser:
    who = somebody(
        office.cast.engine,
        role,
        unit,
        email=f"{role}.{unit}.{time.monotonic_ns()}@x.example",
        at=now(),
        factor=True,
    )
    return office.browser(who)


def send(browser: Browser, content: bytes, name: str = "a.csv", **more: Any) -> TestResponse:
    form = {"form_mark": browser.mark(), "wave": "two-2026", "file": (io.BytesIO(content), name)}
    return browser.client.post(NEW, data={**form, **more}, content_type="multipart/form-data")


def csv_of(office: Office, tmp_path: Path, n: int = 20, bad: int = 0) -> bytes:
    return many(office.cast, tmp_path / "a.csv", n, bad=bad).read_bytes()


def checked(office: Office, browser: Browser, content: bytes) -> str:
    """Send a file and check it with the columns as they were guessed; the address of the import."""
    sent = send(browser, content)
    assert sent.status_code == 303, sent.text
    path = sent.headers["Location"]
    page = browser.get(path).text
    reply = browser.client.post(path, data={"form_mark": browser.mark(), **as_chosen(page)})
    assert reply.status_code == 303
    return str(reply.headers["Location"])


def as_chosen(page: str) -> dict[str, str]:
    """The form of the columns as the page came."""
    found = {}
    for name, body in re.findall(r'<select id="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    for name, value in re.findall(r'<input id="(\w+)" name="\w+" value="([^"]*)"', page):
        found[name] = value
    return found


def test_a_file_is_sent_mapped_checked_stored_and_undone(both: Office, tmp_path: Path) -> None:
    browser, before = analyst(both), everything(both.cast.engine)
    before.pop("account"), before.pop("role_grant"), before.pop("staff_session"), before.pop("invitation")

    path = checked(both, browser, csv_of(both, tmp_path))
    page = browser.get(path).text
    assert "20 dòng: 20 phiếu mới, 0 phiếu đã có" in page
    assert not rows_in(both.cast.engine, "ballot"), "a check stores nothing"
    stored = browser.send(f"{path}/store", seen="/staff/sign-out-everywhere")
    assert stored.status_code == 303 and "done=stored" in stored.headers["Location"]
    assert len(rows_in(both.cast.engine, "ballot")) == 20
    (run,) = rows_in(both.cast.engine, "data_import")
    assert run["content"] is None and run["expires"] is None, "the file is kept no longer than needed"
    assert "góp ý" not in run["report"] and "R2" not in run["report"]
    assert "20" in browser.get("/staff/imports?lang=en").text

    undone = browser.send(f"{path}/undo")

    assert undone.status_code == 303
    after = everything(both.cast.engine)
    assert {name: after[name] for name in before} == before
    assert "Undone" in browser.get(f"{path}?lang=en").text


def test_a_bad_row_is_shown_with_its_place_and_cure_and_nothing_is_stored(
    office: Office, tmp_path: Path
) -> None:
    browser = analyst(office)

    path = checked(office, browser, csv_of(office, tmp_path, bad=7))

    page = browser.get(path).text
    assert '<th scope="row">7</th><td>A2</td><td>“7” không phải câu trả lời của câu này</td>' in page
    assert "Các mã được dùng: 5 4 3 2 1" in page
    assert f"{path}/store" not in page, "there is nothing to store"
    browser.send(f"{path}/store", seen="/staff/sign-out-everywhere")
    assert not rows_in(office.cast.engine, "ballot")


def test_columns_that_nobody_could_guess_are_chosen_by_hand(office: Office) -> None:
    browser = analyst(office)
    day = office.cast.today.isoformat()
    path = send(browser, b"x,y\nAO1,AO2\n98,AO2\n").headers["Location"]
    form = {"i_A1": "0", "i_A2": "1", "agency_value": "so-y-te", "day_value": day}
    more = {"values": "AO1 = 5\nAO2=4\nnonsense", "dont_know": "98, 97"}

    reply = browser.client.post(path, data={"form_mark": browser.mark(), **form, **more})
    browser.send(f"{reply.headers['Location']}/store", seen="/staff/sign-out-everywhere")

    assert sorted(each["answers"] for each in rows_in(office.cast.engine, "ballot")) == ["54", "?4"]


def test_a_mapping_is_downloaded_and_used_again(office: Office, tmp_path: Path) -> None:
    browser = analyst(office)
    first = checked(office, browser, csv_of(office, tmp_path, 5))
    mapping = browser.get(f"{first}/mapping.yaml")
    assert "attachment" in mapping.headers["Content-Disposition"]

    again = send(
        browser,
        csv_of(office, tmp_path, 6),
        mapping=(io.BytesIO(mapping.data + b"missing: ['3']\n"), "m.yaml"),
    )

    assert again.status_code == 303
    assert 'value="3"' in browser.get(again.headers["Location"]).text
    wrong = send(browser, csv_of(office, tmp_path, 7), mapping=(io.BytesIO(b"agncy: x"), "m.yaml"))
    assert wrong.status_code == 422 and "agncy" in wrong.text and 'id="mapping-error"' in wrong.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "Tệp không có dòng nào"),
        (b"\xff\xfe\x00", "a.csv", "không phải UTF-8"),
        (b"PK\x03\x04xx", "a.xlsx", "Không đọc được tệp"),
        (b"A1,A1\n5,5\n", "a.csv", "hai cột cùng tên"),
        (b"x", "a.docx", "Không đọc loại tệp này"),
        (b"A1,A2\n5\n", "../../etc/a.csv", "thừa hoặc thiếu ô"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(
    office: Office, content: bytes, name: str, said: str
) -> None:
    reply = send(analyst(office), content, name)

    assert reply.status_code == 422 and said in reply.text and 'id="file-error"' in reply.text
    assert not rows_in(office.cast.engine, "data_import")


def test_a_form_without_a_file_or_a_wave_says_so(office: Office) -> None:
    browser = analyst(office)

    reply = browser.client.post(NEW, data={"form_mark": browser.mark()}, content_type="multipart/form-data")

    assert reply.status_code == 422
    assert "Chọn một tệp." in reply.text and "Chọn một đợt đang nhận phiếu." in reply.text


def test_200_megabytes_are_refused_at_once_and_unread_but_for_the_name_of_the_file(office: Office) -> None:
    browser = analyst(office)

    class Endless:
        """A body that never ends, and counts what was read of it."""

        seen = 0

        def read(self, size: int = -1) -> bytes:
            self.seen += max(size, 1)
            return b"5" * max(size, 1)

        readline = read

    body, began = Endless(), time.process_time()
    reply = browser.client.post(
        NEW,
        content_type="multipart/form-data; boundary=XX",
        environ_overrides={"wsgi.input": body, "CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )

    assert reply.status_code == 413 and "nhiều nhất 64 MiB" in reply.text
    assert body.seen == HEAD == 16 * 1024 and time.process_time() - began < 2


def test_nothing_of_a_large_file_is_read_for_somebody_who_may_not_send_one(office: Office) -> None:
    browser = office.browser(office.nurse)

    form = {"form_mark": browser.mark(), "file": (io.BytesIO(b"x" * 100_000), "a.csv")}
    reply = browser.client.post(NEW, data=form, content_type="multipart/form-data")

    assert reply.status_code == 413 and "64 MiB" in reply.text
    assert not rows_in(office.cast.engine, "data_import")


def test_a_large_file_is_worked_on_by_the_worker(
    both: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "SMALL", 10)
    browser = analyst(both)

    path = checked(both, browser, csv_of(both, tmp_path))
    assert "Đang kiểm tra" in browser.get(path).text
    work(both.cast.engine, once=True)
    assert "20 phiếu mới" in browser.get(path).text
    browser.send(f"{path}/store", seen="/staff/sign-out-everywhere")
    assert "Đang lưu" in browser.get(path).text
    assert not rows_in(both.cast.engine, "ballot")
    work(both.cast.engine, once=True)
    work(both.cast.engine, once=True)

    assert len(rows_in(both.cast.engine, "ballot")) == 20
    assert "Đã lưu vào đợt" in browser.get(path).text
    assert [each["state"] for each in rows_in(both.cast.engine, "job")] == ["done", "done"]


def test_what_another_analyst_has_sent_is_theirs_until_it_is_stored(office: Office, tmp_path: Path) -> None:
    mine, other = analyst(office), analyst(office)
    path = checked(office, mine, csv_of(office, tmp_path))
    before = everything(office.cast.engine)

    assert "chỉ người gửi xem và lưu được" in other.get(path).text
    for rest in ("/columns", "/mapping.yaml"):
        assert other.get(path + rest).status_code == 404
    for rest in ("/columns", "/store", "/drop"):
        assert other.send(path + rest, seen="/staff/sign-out-everywhere").status_code == 404

    after = everything(office.cast.engine)
    assert {name: rows for name, rows in after.items() if name != "staff_session"} == {
        name: rows for name, rows in before.items() if name != "staff_session"
    }
    mine.send(f"{path}/store", seen="/staff/sign-out-everywhere")
    assert other.get(f"{path}/undo").status_code == 200, "whoever runs the wave can take it back"


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_reads_sees_the_list_and_changes_nothing(office: Office, tmp_path: Path, role: str) -> None:
    browser = analyst(office)
    path = checked(office, browser, csv_of(office, tmp_path))
    browser.send(f"{path}/store", seen="/staff/sign-out-everywhere")
    reader = analyst(office, "tinh-mau", role)

    assert "a.csv" in reader.get("/staff/imports").text
    assert reader.get(path).status_code == 200 and "/undo" not in reader.get(path).text
    assert reader.send(f"{path}/undo", seen="/staff/sign-out-everywhere").status_code == 403


def test_storing_twice_at_the_same_time_stores_once(both: Office, tmp_path: Path) -> None:
    """Both have seen that it is checked; the second finds it stored when its turn comes."""
    number = int(checked(both, analyst(both), csv_of(both, tmp_path)).rpartition("/")[2])
    with Session(both.cast.engine) as first, Session(both.cast.engine) as second:
        mine, theirs = runs.run_of(first, number), runs.run_of(second, number)
        assert (mine.state, theirs.state) == ("checked", "checked")
        second.commit()
        working.do(first, mine, "store", by="a")
        working.do(second, theirs, "store", by="b")

    (run,) = rows_in(both.cast.engine, "data_import")
    assert (run["state"], run["ballots"]) == ("stored", 20)
    assert [each["action"] for each in rows_in(both.cast.engine, "event")].count("import.store") == 1


def test_a_file_that_waited_a_day_is_gone(office: Office, tmp_path: Path) -> None:
    browser = analyst(office)
    path = checked(office, browser, csv_of(office, tmp_path))
    with Session(office.cast.engine) as session:
        session.execute(update(metadata.tables["data_import"]).values(expires=now() - runs.KEPT))
        session.commit()

    send(browser, csv_of(office, tmp_path, 3))

    (first, second) = rows_in(office.cast.engine, "data_import")
    assert first["content"] is None and first["report"] == "{}" and second["content"]
    assert "Tệp không còn được giữ" in browser.get(path).text
    assert browser.get(f"{path}/columns").status_code == 404


def test_a_dropped_file_leaves_nothing(office: Office, tmp_path: Path) -> None:
    browser = analyst(office)
    path = checked(office, browser, csv_of(office, tmp_path))

    reply = browser.send(f"{path}/drop", seen="/staff/sign-out-everywhere")

    assert reply.headers["Location"].endswith("/staff/imports?done=dropped")
    assert not rows_in(office.cast.engine, "data_import")
    assert "Đã bỏ tệp." in browser.get(reply.headers["Location"]).text


def test_what_stands_in_a_file_is_never_part_of_a_page(office: Office) -> None:
    browser, evil = analyst(office), "<script>alert(1)</script>{{'xy'*3}}"
    path = send(browser, f'"{evil}",A1,A2\n"{evil}",5,"{evil}"\n'.encode(), f"{evil}.csv").headers["Location"]
    form = {"i_A1": "1", "i_A2": "2", "agency_value": evil, "day_value": "x"}

    reply = browser.client.post(path, data={"form_mark": browser.mark(), **form})
    pages = (
        browser.get(path).text
        + browser.get(reply.headers["Location"]).text
        + browser.get("/staff/imports").text
    )

    assert "<script>" not in pages and "&lt;script&gt;" in pages and "xyxyxy" not in pages


def test_ids_do_not_grow_out_of_the_database(office: Office) -> None:
    assert analyst(office).get(f"/staff/imports/{2**63}").status_code == 404
