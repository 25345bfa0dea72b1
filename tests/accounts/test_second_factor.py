"""The second factor: sealed in the table, taken once, replaced by recovery codes that are taken once."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from sqlmodel import Session

from survey.accounts import attempts, second_factor, secrets_kept, sessions, signing_in
from survey.secret_key import SecretKey
from tests.accounts.cast import KEY, NOW, PASSWORD, Somebody, account, somebody
from tests.databases import Cast


@pytest.fixture
def an(province: Cast) -> Somebody:
    return somebody(province.engine, "analyst", "so-noi-vu", factor=True)


def half(cast: Cast, who: Somebody, *, at: dt.datetime = NOW) -> str:
    """A session after the password and before the code."""
    token = signing_in.sign_in(cast.engine, who.email, PASSWORD, now=at)
    assert token is not None
    return token


def prove(cast: Cast, token: str, code: str, *, at: dt.datetime = NOW) -> str | None:
    return second_factor.prove(cast.engine, KEY, token, code, now=at)


def test_a_code_makes_the_session_strong_under_a_new_token(province: Cast, an: Somebody) -> None:
    token = half(province, an)

    strong = prove(province, token, an.code(NOW))

    with Session(province.engine) as session:
        assert strong is not None and strong != token
        assert sessions.find(session, token, now=NOW) is None
        kept = sessions.find(session, strong, now=NOW)
        assert kept is not None and kept.row.strength == "second_factor"


def test_a_code_is_taken_once_and_none_before_it_either(province: Cast, an: Somebody) -> None:
    code, before = an.code(NOW), an.code(NOW - dt.timedelta(seconds=30))
    assert prove(province, half(province, an), code)

    assert prove(province, half(province, an), code) is None
    assert prove(province, half(province, an), before) is None
    later = NOW + dt.timedelta(seconds=30)
    assert prove(province, half(province, an, at=later), an.code(later), at=later)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "000000 or 1=1"])
def test_what_is_no_code_is_refused(province: Cast, an: Somebody, typed: str) -> None:
    assert prove(province, half(province, an), typed) is None


def test_a_code_older_than_a_minute_is_refused(province: Cast, an: Somebody) -> None:
    later = NOW + dt.timedelta(seconds=90)

    assert prove(province, half(province, an, at=later), an.code(NOW), at=later) is None


def test_the_gap_that_apps_show_in_a_code_may_be_typed(province: Cast, an: Somebody) -> None:
    code = an.code(NOW)

    assert prove(province, half(province, an), f" {code[:3]} {code[3:]} ")


def test_wrong_codes_make_the_account_wait_even_when_the_password_is_right_each_time(
    province: Cast, an: Somebody
) -> None:
    """A right password must not forgive the codes that were guessed."""
    right = an.code(NOW)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(attempts.FREE):
        assert prove(province, half(province, an), wrong) is None

    assert signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW) is None
    assert account(province.engine, an.id).locked_until is not None


def test_a_recovery_code_is_taken_once_however_it_is_typed(province: Cast, an: Somebody) -> None:
    code = an.recovery_codes[3]
    assert prove(province, half(province, an), code.upper().replace("-", " "))

    assert prove(province, half(province, an), code) is None
    assert len(json.loads(account(province.engine, an.id).recovery_codes or "")) == 9
    assert len(set(an.recovery_codes)) == 10


def test_the_table_alone_gives_neither_secret_nor_recovery_codes_away(province: Cast, an: Somebody) -> None:
    row = account(province.engine, an.id)
    kept = f"{row.totp_secret!r} {row.recovery_codes} {row.password_hash}"

    assert an.secret not in kept and PASSWORD not in kept
    assert not [code for code in an.recovery_codes if code in kept or code.replace("-", "") in kept]


def test_a_sealed_secret_opens_only_with_its_key_and_for_its_owner() -> None:
    sealed = secrets_kept.seal(KEY, 7, "JBSWY3DPEHPK3PXP")

    assert secrets_kept.unseal(KEY, 7, sealed) == "JBSWY3DPEHPK3PXP"
    assert secrets_kept.unseal(KEY, 8, sealed) is None
    assert secrets_kept.unseal(SecretKey(b"\1" * 32), 7, sealed) is None
    assert secrets_kept.unseal(KEY, 7, sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert secrets_kept.unseal(KEY, 7, b"") is None


def test_setting_up_ends_the_other_sessions_and_asks_for_a_code_that_is_right(province: Cast) -> None:
    binh = somebody(province.engine, "approver", "so-y-te")
    other, mine = half(province, binh), half(province, binh)
    with Session(province.engine) as session:
        kept = sessions.find(session, mine, now=NOW)
        assert kept is not None
        secret = second_factor.new_secret(session, KEY, kept)
        assert second_factor.new_secret(session, KEY, kept) == secret
        assert second_factor.set_up(session, KEY, kept, "000000", now=NOW) is None
        code = Somebody(binh.id, binh.email, secret).code(NOW)
        begun = second_factor.set_up(session, KEY, kept, code, now=NOW)
        session.commit()

    with Session(province.engine) as session:
        assert begun is not None and sessions.find(session, begun.token, now=NOW) is not None
        assert sessions.find(session, other, now=NOW) is None
        assert sessions.find(session, mine, now=NOW) is None


def test_a_reset_takes_everything_of_it_away_and_ends_the_sessions(province: Cast, an: Somebody) -> None:
    token = half(province, an)
    with Session(province.engine) as session:
        kept = sessions.find(session, token, now=NOW)
        assert kept is not None
        second_factor.reset(session, kept.account, by="test")
        session.commit()

    row = account(province.engine, an.id)
    assert (row.totp_secret, row.totp_step, row.recovery_codes) == (None, None, None)
    with Session(province.engine) as session:
        assert sessions.find(session, token, now=NOW) is None


def test_these_roles_are_not_held_without_a_second_factor() -> None:
    assert second_factor.COMPELLED == {"administrator", "analyst", "approver"}
    assert second_factor.is_compelled(frozenset({"officer", "approver"}))
    assert not second_factor.is_compelled(frozenset({"officer", "clerk", "auditor"}))
