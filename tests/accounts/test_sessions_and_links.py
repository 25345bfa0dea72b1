"""Sessions end when they should; links work once and not for long."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text
from sqlmodel import Session

from survey.accounts import invitations, passwords, people, sessions, signing_in
from survey.tables import Account
from tests.accounts.cast import NOW, PASSWORD, account, invited, somebody
from tests.databases import Cast

MINUTE = dt.timedelta(minutes=1)


def begun(cast: Cast) -> str:
    an = somebody(cast.engine, "officer", "so-y-te")
    return signing_in.sign_in(cast.engine, an.email, PASSWORD, now=NOW) or ""


def holds(cast: Cast, token: str, at: dt.datetime) -> bool:
    with Session(cast.engine) as session:
        found = sessions.find(session, token, now=at)
        if found is not None and sessions.note_seen(session, found.row, now=at):
            session.commit()
        return found is not None


def test_a_session_ends_after_half_an_hour_of_nothing(province: Cast) -> None:
    token = begun(province)

    assert holds(province, token, NOW + 29 * MINUTE)
    assert holds(province, token, NOW + 58 * MINUTE)
    assert not holds(province, token, NOW + 88 * MINUTE)


def test_a_session_ends_after_twelve_hours_however_busy(province: Cast) -> None:
    token = begun(province)

    assert all(holds(province, token, NOW + MINUTE * minute) for minute in range(0, 12 * 60, 20))
    assert not holds(province, token, NOW + 12 * 60 * MINUTE)


def test_the_table_holds_no_token_of_a_session_or_a_link(province: Cast) -> None:
    token = begun(province)
    _, link = invited(province.engine, "binh@tinh.example", "officer", "so-y-te")

    with province.engine.connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM staff_session"))]
        rows += connection.execute(text("SELECT * FROM invitation"))
    assert len(rows) == 3 and token not in repr(rows) and link not in repr(rows)


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 5000, "\udcff"])
def test_what_is_no_token_finds_nobody(province: Cast, token: str) -> None:
    assert not holds(province, token, NOW)


def test_a_disabled_account_is_signed_out_at_once(province: Cast) -> None:
    token = begun(province)
    with Session(province.engine) as session:
        found = sessions.find(session, token, now=NOW)
        assert found is not None
        people.disable(session, found.account, by="test")
        session.commit()

    assert not holds(province, token, NOW)
    with Session(province.engine) as session:
        people.enable(session, people.account_of(session, "officer.so-y-te@tinh.example"), by="test")
        session.commit()
    assert not holds(province, token, NOW)


def test_a_link_sets_a_password_once(province: Cast) -> None:
    number, link = invited(province.engine, "binh@tinh.example", "officer", "so-y-te")

    assert invitations.accept(province.engine, link, PASSWORD, now=NOW)
    assert invitations.accept(province.engine, link, "một mật khẩu khác nữa", now=NOW) is None
    assert passwords.is_right(PASSWORD, account(province.engine, number).password_hash)


def test_a_link_ends_after_three_days(province: Cast) -> None:
    _, link = invited(province.engine, "binh@tinh.example", "officer", "so-y-te")
    last = NOW + invitations.LIVES

    assert invitations.accept(province.engine, link, PASSWORD, now=last) is None
    assert invitations.accept(province.engine, link, PASSWORD, now=last - MINUTE)


def test_a_newer_link_ends_the_one_before(province: Cast) -> None:
    number, link = invited(province.engine, "binh@tinh.example", "officer", "so-y-te")
    with Session(province.engine) as session:
        newer = invitations.make(session, session.get_one(Account, number), by="test", now=NOW)
        session.commit()

    assert invitations.accept(province.engine, link, PASSWORD, now=NOW) is None
    assert invitations.accept(province.engine, newer, PASSWORD, now=NOW)


def test_a_refused_password_leaves_the_link_as_it_was(province: Cast) -> None:
    _, link = invited(province.engine, "binh@tinh.example", "officer", "so-y-te")

    with pytest.raises(passwords.PasswordError):
        invitations.accept(province.engine, link, "ngắn", now=NOW)

    assert invitations.accept(province.engine, link, PASSWORD, now=NOW)


def test_a_link_of_a_disabled_account_does_not_work(province: Cast) -> None:
    number, link = invited(province.engine, "binh@tinh.example", "officer", "so-y-te")
    with Session(province.engine) as session:
        people.disable(session, session.get_one(Account, number), by="test")
        session.commit()

    assert invitations.accept(province.engine, link, PASSWORD, now=NOW) is None


def test_a_new_password_ends_every_session_and_keeps_the_second_factor(province: Cast) -> None:
    an = somebody(province.engine, "analyst", "so-noi-vu", factor=True)
    token = signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW) or ""
    with Session(province.engine) as session:
        link = invitations.make(session, session.get_one(Account, an.id), by="test", now=NOW)
        session.commit()

    fresh = invitations.accept(province.engine, link, "một mật khẩu khác nữa", now=NOW)

    assert not holds(province, token, NOW)
    with Session(province.engine) as session:
        kept = sessions.find(session, fresh or "", now=NOW)
        assert kept is not None and kept.row.strength == "password"
        assert kept.account.totp_secret is not None
