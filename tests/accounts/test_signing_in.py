"""Signing in: right and wrong, known and unknown, again and again."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session, select

from survey.accounts import attempts, passwords, people, sessions, signing_in
from survey.tables import Event
from tests.accounts.cast import NOW, PASSWORD, account, somebody
from tests.databases import Cast

WRONG = "một mật khẩu không đúng"


def test_the_right_password_begins_a_session_of_its_strength(province: Cast) -> None:
    an = somebody(province.engine, "officer", "so-y-te")

    token = signing_in.sign_in(province.engine, f" {an.email.upper()} ", PASSWORD, now=NOW)

    with Session(province.engine) as session:
        kept = sessions.find(session, token or "", now=NOW)
        assert kept is not None and kept.account.id == an.id
        assert kept.row.strength == "password"


@pytest.mark.parametrize(
    "case", ["wrong password", "unknown address", "disabled", "no password yet", "locked"]
)
def test_whatever_is_wrong_one_hash_is_computed_and_nothing_is_told(
    province: Cast, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    from tests.accounts.cast import invited

    an = somebody(province.engine, "officer", "so-y-te")
    email, password = an.email, WRONG if case == "wrong password" else PASSWORD
    with Session(province.engine) as session:
        if case == "disabled":
            people.disable(session, people.account_of(session, email), by="test")
        session.commit()
    if case == "no password yet":
        email = "binh@tinh.example"
        invited(province.engine, email, "officer", "so-y-te")
    if case == "unknown address":
        email = "nobody@tinh.example"
    if case == "locked":
        for _ in range(attempts.FREE):
            signing_in.sign_in(province.engine, email, WRONG, now=NOW)
    checked: list[object] = []
    kind = type(passwords._hasher())
    real = kind.verify

    def verify(*given: Any) -> Any:
        checked.append(given)
        return real(*given)

    monkeypatch.setattr(kind, "verify", verify)

    assert signing_in.sign_in(province.engine, email, password, now=NOW) is None
    assert len(checked) == 1


def test_a_refusal_takes_a_whole_number_of_quarter_seconds(
    province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is slept is what is missing, so that a longer way to the refusal ends at the same moment."""
    an = somebody(province.engine, "officer", "so-y-te")
    slept: list[float] = []
    clock = iter([100.0, 100.148, 200.0, 200.158, 300.0, 300.0])
    monkeypatch.setattr(signing_in, "GRAIN", 0.25)
    monkeypatch.setattr(
        signing_in, "time", SimpleNamespace(monotonic=lambda: next(clock), sleep=slept.append)
    )

    signing_in.sign_in(province.engine, "nobody@tinh.example", WRONG, now=NOW)
    signing_in.sign_in(province.engine, an.email, WRONG, now=NOW)
    signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW)

    assert slept == pytest.approx([0.102, 0.092])


def test_a_hash_of_old_parameters_is_made_anew_at_the_next_sign_in(
    province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    an = somebody(province.engine, "officer", "so-y-te")
    before = account(province.engine, an.id).password_hash
    from argon2 import PasswordHasher

    monkeypatch.setattr(
        passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
    )

    token = signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW)

    after = account(province.engine, an.id).password_hash
    assert token and after != before and "m=8192" in (after or "")


def test_five_wrong_tries_make_the_account_wait_and_the_wait_grows_but_ends(province: Cast) -> None:
    an = somebody(province.engine, "officer", "so-y-te")
    engine, now = province.engine, NOW
    for _ in range(attempts.FREE):
        signing_in.sign_in(engine, an.email, WRONG, now=now)
    until = account(engine, an.id).locked_until

    assert until == now + dt.timedelta(minutes=1)
    assert signing_in.sign_in(engine, an.email, PASSWORD, now=now + dt.timedelta(seconds=59)) is None
    later = now + dt.timedelta(seconds=61)
    signing_in.sign_in(engine, an.email, WRONG, now=later)
    assert account(engine, an.id).locked_until == later + dt.timedelta(minutes=2)
    assert signing_in.sign_in(engine, an.email, PASSWORD, now=later + dt.timedelta(minutes=2)) is not None
    assert account(engine, an.id).failed_attempts == 0
    assert attempts.wait_after(10_000) == attempts.LONGEST_WAIT == dt.timedelta(hours=1)


def test_tries_during_the_wait_do_not_make_it_longer(province: Cast) -> None:
    """Else a stranger could keep somebody out for ever."""
    an = somebody(province.engine, "officer", "so-y-te")
    for _ in range(attempts.FREE):
        signing_in.sign_in(province.engine, an.email, WRONG, now=NOW)
    until = account(province.engine, an.id).locked_until

    for second in range(5):
        signing_in.sign_in(province.engine, an.email, WRONG, now=NOW + dt.timedelta(seconds=second))

    assert account(province.engine, an.id).locked_until == until
    assert account(province.engine, an.id).failed_attempts == attempts.FREE


def test_tries_at_the_same_time_are_counted_one_by_one(province: Cast) -> None:
    an = somebody(province.engine, "officer", "so-y-te")

    def claim(_: int) -> bool:
        with Session(province.engine) as session:
            claimed = attempts.claim(session, an.id, now=NOW)
            session.commit()
        return claimed

    with ThreadPoolExecutor(8) as pool:
        claimed = list(pool.map(claim, range(16)))

    assert sum(claimed) == attempts.FREE
    assert account(province.engine, an.id).failed_attempts == attempts.FREE


def test_an_administrator_lets_somebody_try_again_at_once(province: Cast) -> None:
    an = somebody(province.engine, "officer", "so-y-te")
    for _ in range(attempts.FREE):
        signing_in.sign_in(province.engine, an.email, WRONG, now=NOW)
    with Session(province.engine) as session:
        people.unlock(session, people.account_of(session, an.email), by="test")
        session.commit()

    assert signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW) is not None


def test_sign_ins_and_waits_are_in_the_audit_log(province: Cast) -> None:
    an = somebody(province.engine, "officer", "so-y-te")
    signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW)
    for _ in range(attempts.FREE):
        signing_in.sign_in(province.engine, an.email, WRONG, now=NOW)

    with Session(province.engine) as session:
        told = [each.action for each in session.exec(select(Event).order_by(Event.id))]  # type: ignore[arg-type]
        details = " ".join(each.detail for each in session.exec(select(Event)))
    assert told[-2:] == ["account.sign_in", "account.locked"]
    assert PASSWORD not in details and WRONG not in details
