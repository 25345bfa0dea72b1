"""A province with one of everything that a page of staff shows, and people of another province beside it."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from survey import create_app
from survey.comments import deeds
from survey.jobs.queue import add_job
from survey.jobs.worker import work
from survey.keys import id_of
from survey.quality import deciding
from survey.quality.confirming import confirm, lots
from survey.quality.ledger import Matter
from survey.quality.screening import screen_wave
from survey.results.stored.microdata import store_microdata
from survey.results.stored.storing import store_results
from survey.tables import (
    Action,
    Ballot,
    CaseStatistics,
    Collector,
    Comment,
    CommentTheme,
    Grant,
    InterviewLink,
    PastFigure,
    Reconsideration,
    Unit,
    UnitParent,
    Wave,
)
from survey.tables.staff import ROLES
from survey.waves.tokens import hash_token
from tests.accounts.cast import Somebody, invited, somebody
from tests.accounts.devices import bound
from tests.databases import SINCE, TWO_ITEMS, Cast, give_ballot, settle
from tests.imports.cast import many
from tests.keying.cast import Desk, open_desk
from tests.staff.cast import Browser, Office, now, open_office
from tests.staff.comments.cast import BRIBE, CLEAN, PHONE
from tests.staff.imports.test_import_pages import as_chosen
from tests.staff.quality.cast import KIOSK, RULE, fill
from tests.staff.samples import cast as samples

WAVES = {
    "draft-2026": "draft",
    "approved-2026": "approved",
    "rating-2026": "open",
    "closed-2026": "closed",
    "frozen-2026": "frozen",
    "review-2026": "review",
    "decided-2026": "results_approved",
    "published-2026": "published",
}
"""Waves beside the two that are open, by state."""
RATING = "rating-2026"
"""The one that runs on, and may be extended."""
WITH_RESULTS = ("closed-2026", "review-2026", "published-2026")
POSITIVE = {"so-y-te": (131, 83, 71), "xa-an-hoa": (67, 41, 29), "phuong-cat-linh": (59, 47, 37)}
"""How many answered in each unit of those waves, and about how many of them favourably to two questions."""
ELSEWHERE = {
    "tinh-khac": ("province", "Tỉnh Khác", None),
    "so-khac": ("department", "Sở Khác", "tinh-khac"),
    "so-ben-canh": ("department", "Sở Bên Cạnh", "tinh-mau"),
}
"""Another province, and a department that is rated in nothing: code → kind, name, parent."""
SECRET = "Cửa số 7 đóng lúc 15 giờ."
LEFT_OUT, REQUEST, PLAN, SOURCE = (
    "bấm liên tục",
    "Xin xem lại mười phiếu loại",
    "Đặt thêm ghế chờ",
    "Quyết định 4711/QĐ-UBND",
)
THEME = "Thời gian chờ"
COMPUTER = "Máy cạnh cửa số 7"
AGAIN = {"differing": "*#", "ready": ""}
"""What is keyed the second time into a batch; "": the same again."""


def favourable(wave: str, unit: str) -> tuple[int, int, int]:
    """How many answered in a unit, and how many of them favourably to each question; different in each wave."""
    n, first, other = POSITIVE[unit]
    step = list(WAVES).index(wave)
    return n, first + step, other - step


@dataclass(frozen=True)
class World:
    """Everything, with the numbers that stand in addresses."""

    office: Office
    desk: Desk
    chief: Somebody
    """Every role on the whole province."""
    second: Somebody
    """The same, for what needs a second person."""
    numbers: dict[str, str]

    @property
    def app(self) -> Flask:
        return self.office.app

    @property
    def cast(self) -> Cast:
        return self.office.cast

    @property
    def engine(self) -> Engine:
        return self.office.cast.engine


def build(engine: Engine, folder: Path) -> World:
    """Fill an empty database; it takes a few seconds, so it is done once."""
    cast = settle(engine, folder)
    office = open_office(cast, create_app(engine))
    _elsewhere(cast)
    chief, second = (_everything(cast, name) for name in ("chief", "second"))
    numbers = _people(office)
    _waves(cast)
    desk = open_desk(cast, now())
    numbers |= _papers(desk) | _comments(cast) | _figures(cast) | _reviews(cast) | _quality(cast)
    numbers |= _imports(office, chief, folder) | _forms(office, chief) | _jobs(cast)
    numbers |= _sample(office, chief) | _computer(cast)
    _results(cast)
    return World(office, desk, chief, second, numbers)


def _everything(cast: Cast, name: str) -> Somebody:
    """Somebody with every role on the whole province."""
    email = f"{name}@tinh-mau.example"
    made = somebody(cast.engine, "administrator", "tinh-mau", email=email, at=now(), factor=True)
    give(cast.engine, made.id, "tinh-mau", [role for role in ROLES if role != "administrator"])
    return made


def give(engine: Engine, account_id: int, unit: str, roles: Iterable[str]) -> None:
    """More roles on a unit."""
    with Session(engine) as session:
        number = session.exec(select(Unit.id).where(Unit.code == unit)).one()
        for role in roles:
            session.add(Grant(account_id=account_id, unit_id=number, role=role, granted_by="test"))
        session.commit()


def _elsewhere(cast: Cast) -> None:
    with Session(cast.engine) as session:
        ids = dict(cast.units)
        for code, (kind, name, parent) in ELSEWHERE.items():
            row = Unit(code=code, kind=kind, name=name, valid_from=SINCE)
            session.add(row)
            session.flush()
            ids[code] = id_of(row)
            if parent:
                session.add(UnitParent(unit_id=ids[code], parent_id=ids[parent], valid_from=SINCE))
        session.commit()


def _people(office: Office) -> dict[str, str]:
    number, token = invited(office.cast.engine, "moi@tinh-mau.example", "clerk", "so-y-te", at=now())
    with Session(office.cast.engine) as session:
        grant = session.exec(select(Grant.id).where(Grant.account_id == office.nurse.id)).one()
    return {
        "person": str(office.nurse.id),
        "grant": str(grant),
        "invited": str(number),
        "invitation": token,
    }


def _waves(cast: Cast) -> None:
    """A wave in each state, with doors at two units; those that have ended with answers and results."""
    with Session(cast.engine) as session:
        model = session.get_one(Wave, cast.waves["two-2026"])
        kept = model.model_dump(exclude={"id", "code", "name", "state"})
        for number, (code, state) in enumerate(WAVES.items()):
            wave = Wave(**kept | {"code": code, "name": f"Đợt hỏi ý kiến {code}", "state": state})
            if state not in ("draft", "approved", "open", "closed"):
                wave.frozen_hash = "ab" * 32
            if state in ("results_approved", "published"):
                wave.decision_number, wave.decided_on = "4712/QĐ-UBND", cast.today
            wave.review_until = cast.today if state == "review" else None
            wave.kind = "rating" if code == RATING else "survey"
            wave.changed_by = "ai@tinh-mau.example"
            session.add(wave)
            session.flush()
            cast.waves[code] = id_of(wave)
            for unit in POSITIVE:
                _door(session, cast, code, unit)
            if state not in ("draft", "approved"):
                _ballots(session, cast, code, 10_000 * (number + 1))
        session.commit()


def _results(cast: Cast) -> None:
    """Last of all: what is told beside the figures makes them anew."""
    for code in WITH_RESULTS:
        store_results(cast.engine, code)
    store_microdata(cast.engine, "published-2026")


def _door(session: Session, cast: Cast, wave: str, unit: str) -> None:
    token, at = f"{wave}-{unit}", cast.units[unit]
    row = Collector(
        token_hash=hash_token(token),
        wave_id=cast.waves[wave],
        agency_id=at,
        service_point_id=at,
        mode="phone",
    )
    session.add(row)
    session.flush()
    cast.collectors[token] = id_of(row)


def _ballots(session: Session, cast: Cast, wave: str, start: int) -> None:
    for unit in POSITIVE:
        n, first, other = favourable(wave, unit)
        for each in range(n):
            answers = ("5" if each < first else "2") + ("4" if each < other else "3")
            start += 1
            give_ballot(session, cast, f"{wave}-{unit}", answers, start)


def _papers(desk: Desk) -> dict[str, str]:
    """A batch in each state."""
    numbers = {}
    for name in ("fresh", "done", "keyed", "differing", "ready"):
        batch = desk.batch(2)
        numbers[f"batch {name}"] = str(batch)
        if name == "fresh":
            desk.key(batch, desk.form(1, "54"))
            continue
        desk.key_all(batch, ["54", "55"])
        if name != "done":
            desk.finish(batch)
            (number,) = desk.waiting(batch, "binh")
            numbers[f"form {name}"] = str(number)
        if name in AGAIN:
            desk.again(batch, number, AGAIN[name] or ("54", "55")[number - 1])
    return numbers


def _comments(cast: Cast) -> dict[str, str]:
    numbers, wave = {}, cast.waves["two-2026"]
    with Session(cast.engine) as session:
        theme = CommentTheme(name=THEME)
        session.add(theme)
        for name, body in (("clean", CLEAN), ("phone", PHONE), ("bribe", BRIBE), ("secret", SECRET)):
            row = Comment(
                id=uuid.uuid4(), wave_id=wave, agency_id=cast.units["so-y-te"], item="words",
                day=cast.today, body=body,
            )  # fmt: skip
            session.add(row)
            session.flush()
            numbers[f"comment {name}"] = str(row.id)
        for number in range(40):
            give_ballot(session, cast, "two-paper", "55", 500 + number)
        found = session.get_one(Wave, wave)
        bribe = session.exec(select(Comment).where(Comment.body == BRIBE)).one()
        deeds.restrict(session, found, bribe, by="test", today=cast.today)
        secret = session.exec(select(Comment).where(Comment.body == SECRET)).one()
        secret.status = "released"
        session.commit()
    return numbers


def _figures(cast: Cast) -> dict[str, str]:
    unit, year = cast.units["so-y-te"], dt.date(2025, 1, 1)
    with Session(cast.engine) as session:
        figure = PastFigure(unit_id=unit, year=2024, value=0.8317, n=977, source=SOURCE)
        cases = CaseStatistics(
            unit_id=unit, period_from=year, period_to=dt.date(2025, 9, 30), received=1453, solved=1331,
            on_time=1303, late=28,
        )  # fmt: skip
        session.add_all([figure, cases])
        session.commit()
        return {"figure": str(figure.id), "cases": str(cases.id)}


def _reviews(cast: Cast) -> dict[str, str]:
    unit = cast.units["so-y-te"]
    with Session(cast.engine) as session:
        asked = Reconsideration(
            wave_id=cast.waves["review-2026"],
            unit_id=unit,
            asked_on=cast.today,
            asked_by="test",
            body=REQUEST,
        )
        planned = Action(
            wave_id=cast.waves["published-2026"], unit_id=unit, body=PLAN, owner="Văn phòng", due=cast.today,
            written_by="test", changed_on=cast.today,
        )  # fmt: skip
        session.add_all([asked, planned])
        session.commit()
        return {"request": str(asked.id), "line": str(planned.id)}


def _quality(cast: Cast) -> dict[str, str]:
    """Odd ballots at a kiosk: two left out, two proposed to be left out, the rest only flagged."""
    fill(cast)
    screen_wave(cast.engine, "short-2026")
    numbers = {"door": str(cast.collectors[KIOSK]), "rule": RULE}
    with Session(cast.engine) as session:
        wave = session.get_one(Wave, cast.waves["short-2026"])
        odd = session.exec(select(Ballot.id).where(Ballot.seconds == 2).order_by(col(Ballot.id))).all()
        for name, chosen in (("confirmed", odd[:2]), ("proposed", odd[2:4])):
            door = session.get_one(Collector, cast.collectors[KIOSK])
            matter = Matter(wave, RULE, door, tuple(chosen))
            deciding.exclude(session, matter, LEFT_OUT, by="ai@tinh-mau.example", today=cast.today)
            (lot,) = lots(session, wave, statuses=("proposed",))
            numbers[f"lot {name}"] = str(lot.first)
            if name == "confirmed":
                confirm(session, wave, lot.first, by="ben@tinh-mau.example")
        session.commit()
    return numbers


def _imports(office: Office, chief: Somebody, folder: Path) -> dict[str, str]:
    """One import that waits for its columns, one that was checked, one that is stored."""
    browser, numbers = office.browser(chief), {}
    for rows, name in ((7, "uploaded"), (8, "checked"), (9, "stored")):
        content = many(office.cast, folder / f"{name}.csv", rows).read_bytes()
        sent = _send(browser, "/staff/imports/new", content, "a.csv", wave="two-2026")
        path = sent
        numbers[f"import {name}"] = path.split("/")[3]
        if name != "uploaded":
            form = {"form_mark": browser.mark(), **as_chosen(browser.get(path).text)}
            browser.client.post(path, data=form)
        if name == "stored":
            browser.send(
                f"/staff/imports/{numbers['import stored']}/store", seen="/staff/sign-out-everywhere"
            )
    return numbers


def _forms(office: Office, chief: Somebody) -> dict[str, str]:
    """One draft to be published, one proposed as a revision by somebody else."""
    author = somebody(
        office.cast.engine, "analyst", "tinh-mau", email="viet@tinh-mau.example", at=now(), factor=True
    )
    numbers = {}
    for name, who, version in (("checked", chief, "7.1"), ("proposed", author, "7.2")):
        browser = office.browser(who)
        text = TWO_ITEMS.replace('version: "1"', f'version: "{version}"')
        path = _send(browser, "/staff/forms/new", text.encode(), "mau-rieng.yaml")
        numbers[f"draft {name}"] = path.split("/")[-1].partition("?")[0]
        if name == "proposed":
            form = {"revises": "1", "reason": "sửa lỗi chính tả"}
            browser.send(f"{path.partition('?')[0]}/propose", form, seen="/staff/sign-out-everywhere")
    return numbers


def _sample(office: Office, chief: Somebody) -> dict[str, str]:
    """A sample of households: some are given to an interviewer, three were visited, one of these is re-checked."""
    desk = samples.Desk(office, chief, chief, chief)
    desk.draw()
    desk.give("DTV-07", "thon-1", n="6")
    desk.complete(*desk.cases("thon-1")[:3])
    desk.post(f"{samples.BASE}/rechecks", {"percent": "1"}, chief)
    (chosen,) = (each for each in desk.cases("thon-1") if each.recheck)
    with Session(office.cast.engine) as session:
        link = session.exec(select(InterviewLink.id)).one()
    frames = desk.frames()
    return {
        "case given": str(desk.cases("thon-1")[3].id),
        "case checked": str(chosen.id),
        "link": str(link),
        "list given": str(frames["thon-1"].id),
        "list left": str(frames["thon-2"].id),
    }


def _computer(cast: Cast) -> dict[str, str]:
    """A shared computer, bound."""
    return {"computer": str(bound(cast.engine, "so-y-te", label=COMPUTER, at=now())[0])}


def _jobs(cast: Cast) -> dict[str, str]:
    """A job that has made a file, and one that failed."""
    with Session(cast.engine) as session:
        made = add_job(
            session, "exports", wave="closed-2026", ordered_by="chief@tinh-mau.example", what="ballots"
        )
        session.commit()
        number = id_of(made)
    work(cast.engine, once=True)
    with Session(cast.engine) as session:
        job = add_job(session, "reports", wave="closed-2026")
        job.state, job.error = "failed", "SealedError: the wave is open"
        session.commit()
        return {"job": str(number), "file": "1", "failed": str(job.id)}


def _send(browser: Browser, path: str, content: bytes, name: str, **more: str) -> str:
    """Send a file; where it led to."""
    form = {"form_mark": browser.mark(), "file": (io.BytesIO(content), name), **more}
    reply = browser.client.post(path, data=form, content_type="multipart/form-data")
    assert reply.status_code == 303, reply.text
    return str(reply.headers["Location"])
