"""A wave on its way from the plan to the next plan, on the pages of those who do each step."""

from __future__ import annotations

import datetime as dt
import re
import uuid

from sqlmodel import Session, col, select

from survey import dates
from survey.ballots.contract import new_ballot_id
from survey.tables import Ballot, Event, TestBallot
from tests.staff.waves.cast import Crew

LIST = "unit,procedure,population,target\nso-y-te,,400,100\nxa-an-hoa,,90,\n"
STAMP = re.compile(r'name="_form" value="([^"]+)"|name="_stamp" value="([^"]+)"')


def answer(crew: Crew, link: str, **answers: str) -> int:
    """Open the form, fill it in, send it; the status of the reply."""
    client = crew.office.app.test_client()
    page = client.get(link).text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return client.post(link, data={**hidden, **answers}).status_code


def walk(crew: Crew) -> list[str]:
    """From the plan to the opening; the links of its doors."""
    assert crew.new().status_code == 303
    saved = crew.send(crew.analyst, "waves/w26/units", list=LIST, margin="5", do="save")
    assert saved.status_code == 303
    links = crew.links("phone")
    assert crew.deed(crew.approver, "approve").status_code == 303
    assert crew.deed(crew.analyst, "open").status_code == 303
    return links


def test_a_wave_goes_from_its_plan_to_the_plan_of_a_unit_on_both_databases(crews: Crew) -> None:
    crew, today = crews, dates.today()
    health = crew.unit("so-y-te")
    links = walk(crew)
    assert answer(crew, links[0], A1="5", A2="4") == 303
    assert "Đang thu phiếu" in crew.see(crew.auditor, "waves/w26")
    assert crew.deed(crew.analyst, "close").status_code == 303
    assert crew.deed(crew.analyst, "freeze", early="1").status_code == 303
    assert crew.wave("w26").frozen_hash is None
    assert "Số phiếu: 1" in crew.see(crew.analyst, "waves/w26")
    assert crew.deed(crew.analyst, "review", until=today.isoformat()).status_code == 422, "the hash waits"
    crew.work()
    assert crew.wave("w26").frozen_hash
    assert crew.deed(crew.analyst, "review", until=today.isoformat()).status_code == 303

    mine = f"my-waves/w26/units/{health}"
    assert "Chỉ hiển thị số phiếu" in crew.see(crew.office.nurse, mine)
    assert crew.send(crew.office.nurse, f"{mine}/ask", text="Xem lại 3 phiếu loại").status_code == 303
    decision = {"number": "99/QĐ-UBND", "decided_on": today.isoformat(), "early": "1"}
    refused = crew.deed(crew.approver, "approve-results", **decision)
    assert refused.status_code == 422 and "chưa trả lời" in refused.text
    assert crew.send(crew.analyst, "waves/w26/requests/1", outcome="kept", text="Đã xem").status_code == 303
    assert "Giữ nguyên" in crew.see(crew.office.nurse, mine)
    assert crew.send(crew.office.nurse, f"{mine}/plan", body="Thêm ghế").status_code == 422
    assert crew.deed(crew.approver, "approve-results", **decision).status_code == 303
    assert crew.deed(crew.approver, "publish").status_code == 303

    due = (today + dt.timedelta(days=60)).isoformat()
    planned = crew.send(crew.office.nurse, f"{mine}/plan", body="Thêm ghế", owner="Văn phòng", due=due)
    assert planned.status_code == 303
    line = {"body": "Thêm ghế", "owner": "Văn phòng", "due": due, "state": "doing"}
    assert crew.send(crew.office.nurse, f"{mine}/plan/1", **line).status_code == 303
    page = crew.see(crew.analyst, "waves/w26")
    assert "Thêm ghế" in page and "Đang làm" in page and "99/QĐ-UBND" in page
    with Session(crew.cast.engine) as session:
        told = select(Event.action).where(Event.subject == "wave w26").order_by(col(Event.id))
        assert list(session.exec(told)) == [
            *("wave.new", "wave.targets", "collector.new_many", "wave.approve", "wave.open", "wave.close"),
            *("wave.freeze", "wave.hash", "wave.send_for_review", "reconsideration.ask"),
            *(
                "reconsideration.answer",
                "wave.approve_results",
                "wave.publish",
                "action.new",
                "action.change",
            ),
        ]


def test_the_plan_of_a_unit_stands_on_its_page_of_the_next_wave(crew: Crew) -> None:
    health, day = crew.unit("so-y-te"), dates.today() - dt.timedelta(days=1)
    crew.put("short-2026", state="published", opens=day - dt.timedelta(days=300), closes=day)
    mine = "my-waves/{}/units/" + str(health)
    line = {"body": "Thêm ghế", "owner": "Văn phòng", "due": day.isoformat()}
    assert crew.send(crew.office.nurse, f"{mine.format('short-2026')}/plan", **line).status_code == 303

    page = crew.see(crew.office.nurse, mine.format("two-2026"))

    assert "Kế hoạch sau đợt trước: Đợt khảo sát short-2026" in page
    assert "Thêm ghế" in page and "Quá hạn" in page


def test_test_ballots_lie_apart_and_are_gone_before_the_wave_opens(crews: Crew) -> None:
    crew = crews
    crew.new()
    crew.send(crew.analyst, "waves/w26/units", list=LIST, do="save")
    link = crew.links("phone")[0]
    client = crew.office.app.test_client()
    assert client.get(link).status_code == 503
    assert crew.send(crew.analyst, "waves/w26/rehearsal", do="start").status_code == 303
    wait_for_doors()
    page = client.get(link).text
    assert "PHIẾU THỬ" in page
    assert answer(crew, link, A1="5", A2="4") == 303
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    with Session(crew.cast.engine) as session:
        assert session.exec(select(Ballot)).all() == []
        assert len(session.exec(select(TestBallot)).all()) == 1
    crew.deed(crew.approver, "approve")
    refused = crew.deed(crew.analyst, "open")
    assert refused.status_code == 422 and "phiếu thử" in refused.text
    assert crew.send(crew.analyst, "waves/w26/rehearsal", do="end").status_code == 303
    assert crew.deed(crew.analyst, "open").status_code == 303
    wait_for_doors()

    late = client.post(link, data={**hidden, "A1": "5", "A2": "4"})

    assert late.status_code == 422, "a form of the rehearsal is no ballot"
    assert "PHIẾU THỬ" not in client.get(link).text
    with Session(crew.cast.engine) as session:
        assert session.exec(select(Ballot)).all() == [] == session.exec(select(TestBallot)).all()
        purged = session.exec(select(Event).where(Event.action == "rehearsal.end")).one()
        assert purged.detail == '{"purged":1}'


def test_a_kiosk_looks_again_by_itself_while_it_is_rehearsed(crew: Crew) -> None:
    """A page of the rehearsal that stayed on a tablet would have its ballots refused."""
    crew.new()
    crew.send(crew.analyst, "waves/w26/units", list=LIST, do="save")
    link = crew.links("kiosk")[0]
    crew.send(crew.analyst, "waves/w26/rehearsal", do="start")
    wait_for_doors()

    rehearsed = crew.office.app.test_client().get(link)
    crew.send(crew.analyst, "waves/w26/rehearsal", do="end")
    crew.deed(crew.approver, "approve")
    crew.deed(crew.analyst, "open")
    wait_for_doors()
    real = crew.office.app.test_client().get(link)

    assert "PHIẾU THỬ" in rehearsed.text and rehearsed.headers["Refresh"] == "120"
    assert "PHIẾU THỬ" not in real.text and "Refresh" not in real.headers


def test_a_device_that_sends_a_test_ballot_late_is_refused(crew: Crew) -> None:
    """It was answered while the wave was rehearsed, and stood in the queue of a tablet."""
    crew.new()
    crew.send(crew.analyst, "waves/w26/units", list=LIST, do="save")
    token = crew.links("phone")[0].rpartition("/")[2]
    crew.send(crew.analyst, "waves/w26/rehearsal", do="start")
    wait_for_doors()
    today = dates.today()
    body = {
        "collector": token,
        "questionnaire": "two-items",
        "version": "1~test",
        "day": today.isoformat(),
        "language": "vi",
        "state": "complete",
        "answers": {"A1": "5", "A2": "4"},
    }
    send = crew.office.app.test_client().put
    first = send(f"/api/v1/ballots/{new_ballot_id(today)}", json=body)
    assert first.status_code == 201
    crew.send(crew.analyst, "waves/w26/rehearsal", do="end")
    crew.deed(crew.approver, "approve")
    crew.deed(crew.analyst, "open")
    wait_for_doors()

    late = send(f"/api/v1/ballots/{new_ballot_id(today)}", json=body)

    assert late.status_code == 422 and set(late.json["fields"]) == {"version"}
    assert send(f"/api/v1/ballots/{uuid.uuid4()}", json=body | {"version": "1"}).status_code == 422
    assert send(f"/api/v1/ballots/{new_ballot_id(today)}", json=body | {"version": "1"}).status_code == 201


def test_a_rating_runs_on_and_its_units_plan_while_it_runs(crew: Crew) -> None:
    crew.new("r26", kind="rating")
    crew.send(crew.analyst, "waves/r26/units", list=LIST, do="save")
    crew.deed(crew.approver, "approve", "r26")
    crew.deed(crew.analyst, "open", "r26")
    later = dates.today() + dt.timedelta(days=365)

    assert crew.deed(crew.analyst, "extend", "r26", closes=dates.today().isoformat()).status_code == 422
    assert crew.deed(crew.analyst, "extend", "r26", closes=later.isoformat()).status_code == 303

    assert crew.wave("r26").closes == later
    assert crew.deed(crew.analyst, "extend", "two-2026", closes=later.isoformat()).status_code == 422
    mine = f"my-waves/r26/units/{crew.unit('so-y-te')}/plan"
    line = {"body": "Thêm ghế", "owner": "Văn phòng", "due": later.isoformat()}
    assert crew.send(crew.office.nurse, mine, **line).status_code == 303


def wait_for_doors() -> None:
    """Until every worker knows what became of a wave."""
    import time

    from survey.ballots.doors import SEEN_WITHIN

    time.sleep(SEEN_WITHIN + 0.1)
