"""Jobs are seen, ordered, tried again and their files fetched by those who run the wave, and by nobody else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from survey.jobs.files import SETTING
from survey.jobs.queue import add_job
from survey.jobs.worker import work
from survey.tables import Event, Job, MadeFile, Wave
from survey.tables.staff import ROLES
from tests.accounts.cast import somebody
from tests.databases import give_ballot
from tests.staff.cast import Browser, Office, now

FACTOR = ("administrator", "analyst", "approver", "auditor")


@pytest.fixture(autouse=True)
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(tmp_path / "made"))


def browser(office: Office, role: str, unit: str) -> Browser:
    email = f"{role}.{unit}.x@tinh.example"
    return office.browser(
        somebody(office.cast.engine, role, unit, email=email, at=now(), factor=role in FACTOR)
    )


def close(office: Office, state: str = "closed") -> None:
    with Session(office.cast.engine) as session:
        for number in range(1, 13):
            give_ballot(session, office.cast, "two-phone", "54", number)
        session.get_one(Wave, office.cast.waves["two-2026"]).state = state
        session.commit()


def exported(office: Office) -> tuple[int, int]:
    """A job that has made a file; the numbers of both."""
    close(office)
    with Session(office.cast.engine) as session:
        add_job(session, "exports", wave="two-2026", ordered_by="an@tinh.example", what="ballots")
        session.commit()
    work(office.cast.engine, once=True)
    with Session(office.cast.engine) as session:
        found = session.exec(select(MadeFile)).one()
        return found.job_id, found.id or 0


def failed(office: Office) -> int:
    with Session(office.cast.engine) as session:
        job = add_job(session, "reports", wave="two-2026")
        job.state, job.error = "failed", "SealedError: the wave is open"
        session.commit()
        return job.id or 0


def everything(office: Office) -> str:
    with office.cast.engine.connect() as connection:
        return repr(
            [
                connection.execute(text(f"SELECT * FROM {name} ORDER BY id")).all()
                for name in ("job", "made_file", "event")
            ]
        )


def test_an_analyst_orders_figures_and_fetches_them_and_both_stand_in_the_log(office: Office) -> None:
    close(office)
    analyst = browser(office, "analyst", "so-noi-vu")
    form = {"what": "exports figures", "wave": "two-2026", "language": "vi"}

    reply = analyst.send("/staff/jobs/new", form)

    assert (reply.status_code, reply.headers["Location"]) == (303, "/staff/jobs?done=order")
    page = analyst.get("/staff/jobs?done=order").text
    assert "Đã đặt công việc." in page and "Đang chờ" in page
    work(office.cast.engine, once=True)
    page = analyst.get("/staff/jobs").text
    assert ">Xong<" in page and "two-2026-figures-vi.zip" in page
    file = analyst.get("/staff/jobs/1/files/1")
    assert (file.status_code, file.data[:2]) == (200, b"PK")
    assert file.headers["Content-Disposition"] == "attachment; filename=two-2026-figures-vi.zip"
    assert file.headers["Cache-Control"] == "no-store"
    file.close()
    with Session(office.cast.engine) as session:
        log = session.exec(select(Event).where(col(Event.action).startswith("job."))).all()
        who = {(each.action, each.actor) for each in log}
    email = "analyst.so-noi-vu.x@tinh.example"
    assert who == {("job.order", email), ("job.fetch", email)}


def test_what_waits_already_is_not_ordered_twice(office: Office) -> None:
    close(office)
    analyst = browser(office, "analyst", "so-noi-vu")
    form = {"what": "reports", "wave": "two-2026", "language": "vi"}

    analyst.send("/staff/jobs/new", form)
    again = analyst.send("/staff/jobs/new", form)
    other = analyst.send("/staff/jobs/new", {**form, "language": "en"})

    assert again.headers["Location"] == "/staff/jobs?done=twice"
    assert other.headers["Location"] == "/staff/jobs?done=order"
    with Session(office.cast.engine) as session:
        told = [json.loads(each.arguments)["language"] for each in session.exec(select(Job))]
    assert sorted(told) == ["en", "vi"]


def test_a_form_with_nothing_good_in_it_says_so_beside_each_field(office: Office) -> None:
    analyst, before = browser(office, "analyst", "so-noi-vu"), everything(office)

    reply = analyst.send("/staff/jobs/new", {"what": "dance", "wave": "nowhere", "language": "xx"})

    assert reply.status_code == 422
    for name in ("what", "wave", "language"):
        assert f'id="{name}-error"' in reply.text
    assert everything(office) == before


def test_figures_of_a_wave_that_collects_are_not_ordered_nor_fetched(office: Office) -> None:
    analyst = browser(office, "analyst", "so-noi-vu")
    job, file = exported(office)
    with Session(office.cast.engine) as session:
        session.get_one(Wave, office.cast.waves["two-2026"]).state = "open"
        session.commit()

    for what in ("reports", "reports official", "exports figures", "exports ballots"):
        reply = analyst.send("/staff/jobs/new", {"what": what, "wave": "two-2026", "language": "vi"})
        assert reply.status_code == 422 and "Đợt này chưa đóng" in reply.text, what
    assert analyst.get(f"/staff/jobs/{job}/files/{file}").status_code == 404


def test_a_file_past_its_time_and_one_of_another_job_are_not_there(office: Office) -> None:
    analyst = browser(office, "analyst", "so-noi-vu")
    job, file = exported(office)
    other = failed(office)

    assert analyst.get(f"/staff/jobs/{other}/files/{file}").status_code == 404
    assert analyst.get(f"/staff/jobs/{job}/files/{file + 1}").status_code == 404
    assert analyst.get(f"/staff/jobs/{job}/files/{10**12}").status_code == 404
    assert analyst.get(f"/staff/jobs/{10**12}/files/{file}").status_code == 404
    with Session(office.cast.engine) as session:
        session.get_one(MadeFile, file).expires = now() - dt.timedelta(seconds=1)
        session.commit()
    assert analyst.get(f"/staff/jobs/{job}/files/{file}").status_code == 404
    assert "ballots.csv" not in analyst.get("/staff/jobs").text


@pytest.mark.parametrize("role", ["analyst", "administrator"])
def test_a_failed_job_says_why_in_words_and_is_tried_again(office: Office, role: str) -> None:
    number, who = failed(office), browser(office, role, "so-noi-vu")
    page = who.get("/staff/jobs").text
    assert "Đợt khảo sát chưa đóng nên số liệu chưa được lập." in page and "the wave is open" in page

    reply = who.send(f"/staff/jobs/{number}/retry", seen="/staff/jobs")
    again = who.send(f"/staff/jobs/{number}/retry", seen="/staff/jobs")

    assert reply.headers["Location"] == "/staff/jobs?done=retry"
    assert again.headers["Location"] == "/staff/jobs?done=not_failed"
    with Session(office.cast.engine) as session:
        assert session.get_one(Job, number).state == "waiting"
        lines = session.exec(select(Event).where(Event.action == "job.retry")).all()
    assert [each.subject for each in lines] == [f"job {number}"]


@pytest.mark.parametrize("unit", ["so-y-te", "xa-an-hoa", "phuong-cat-linh"])
@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_another_unit_sees_nothing_and_changes_nothing(
    office: Office, role: str, unit: str
) -> None:
    job, file = exported(office)
    broken = failed(office)
    who = browser(office, role, unit)
    mark, before = who.mark(), everything(office)
    form = {"form_mark": mark, "what": "exports ballots", "wave": "two-2026", "language": "vi"}

    listed = who.get("/staff/jobs")
    answers = [
        listed,
        who.get("/staff/jobs/new"),
        who.get("/staff/jobs/retention"),
        who.get(f"/staff/jobs/{job}/files/{file}"),
        who.client.post("/staff/jobs/new", data=form),
        who.client.post("/staff/jobs/retention", data=form),
        who.client.post(f"/staff/jobs/{broken}/retry", data=form),
    ]

    assert all("two-2026" not in each.text for each in answers)
    assert listed.status_code in (200, 403)
    assert {each.status_code for each in answers[2:4]} <= {403, 404}
    assert {each.status_code for each in answers[4:]} <= {403, 404, 422}
    assert everything(office) == before


@pytest.mark.parametrize("role", [role for role in ROLES if role != "analyst"])
def test_files_are_for_analysts_alone(office: Office, role: str) -> None:
    job, file = exported(office)
    who, before = browser(office, role, "tinh-mau"), everything(office)

    assert who.get(f"/staff/jobs/{job}/files/{file}").status_code == 403
    assert who.get("/staff/jobs/new").status_code == 403
    assert "ballots.csv" not in who.get("/staff/jobs").text
    assert everything(office).count("job.fetch") == before.count("job.fetch")


def test_an_auditor_looks_and_does_nothing(office: Office) -> None:
    number, auditor = failed(office), browser(office, "auditor", "so-noi-vu")
    mark = auditor.mark()

    page = auditor.get("/staff/jobs").text

    assert "Không xong" in page and "Làm lại" not in page
    assert auditor.client.post(f"/staff/jobs/{number}/retry", data={"form_mark": mark}).status_code == 403


def test_what_is_past_its_day_is_destroyed_on_order_from_the_top_alone(office: Office) -> None:
    close(office, "frozen")
    with Session(office.cast.engine) as session:
        wave = session.get_one(Wave, office.cast.waves["two-2026"])
        wave.keep_until = office.cast.today - dt.timedelta(days=1)
        session.commit()
    below, top = browser(office, "analyst", "so-noi-vu"), browser(office, "administrator", "tinh-mau")
    assert below.get("/staff/jobs/retention").status_code == 404
    assert "12 phiếu" in top.get("/staff/jobs/retention").text

    reply = top.send("/staff/jobs/retention")

    assert reply.headers["Location"] == "/staff/jobs?done=order"
    assert "Toàn hệ thống" in top.get("/staff/jobs").text
    assert "Toàn hệ thống" not in below.get("/staff/jobs").text
    work(office.cast.engine, once=True)
    assert "Hôm nay không có dữ liệu nào quá hạn lưu." in top.get("/staff/jobs/retention").text


def test_no_jobs_and_many_jobs(office: Office) -> None:
    analyst = browser(office, "analyst", "so-noi-vu")
    assert "Chưa có công việc nào." in analyst.get("/staff/jobs").text
    with Session(office.cast.engine) as session:
        for _ in range(53):
            add_job(session, "tally", wave="two-2026")
        job = add_job(session, "counts", wave="two-2026")
        job.state, job.progress = "running", 0.45
        session.commit()

    first, second = analyst.get("/staff/jobs").text, analyst.get("/staff/jobs?page=2").text

    assert first.count('<tr><th scope="row">') == 50 and second.count('<tr><th scope="row">') == 4
    assert 'max="100" value="45"' in first
