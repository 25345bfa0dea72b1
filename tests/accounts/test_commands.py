"""`hailong account` as an administrator of the server meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlmodel import Session, select

from survey.accounts import attempts, invitations, scope, signing_in
from survey.cli import run
from survey.tables import Account, Event, Grant
from tests.accounts.cast import NOW, PASSWORD, account, somebody
from tests.databases import Cast

EMAIL = "an.le@tinh.example"


@pytest.fixture(autouse=True)
def named(province: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HAILONG_DATABASE", province.url)
    monkeypatch.setenv("HAILONG_KEY_FILE", str(tmp_path / "hailong.key"))


def actions(cast: Cast) -> list[str]:
    with Session(cast.engine) as session:
        return [each.action for each in session.exec(select(Event).order_by(Event.id))]  # type: ignore[arg-type]


def roles(cast: Cast, email: str = EMAIL) -> frozenset[str]:
    with Session(cast.engine) as session:
        found = session.exec(select(Account).where(Account.email == email)).one()
        return scope.roles_of(session, found.id or 0, cast.today)


def test_the_first_administrator_gets_a_link_and_no_password(
    province: Cast, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status = run(["account", "create-first", EMAIL, "--base-url", "https://khao-sat.tinh.example/"])

    told = capsys.readouterr().out
    found = re.fullmatch(r"https://khao-sat\.tinh\.example/staff/invitation/([\w-]{43})\n", told)
    assert status == 0 and found
    assert (tmp_path / "hailong.key").exists()
    with Session(province.engine) as session:
        assert session.exec(select(Account)).one().password_hash is None
        assert session.exec(select(Grant)).one().unit_id == province.units["tinh-mau"]
        happened = session.exec(select(Event)).all()[0].happened
        assert invitations.find(session, found[1], now=happened) is not None


def test_a_second_first_administrator_is_refused(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    run(["account", "create-first", EMAIL])

    status = run(["account", "create-first", "other@tinh.example"])

    assert status == 1
    assert "there is an administrator already" in capsys.readouterr().err
    with Session(province.engine) as session:
        assert len(session.exec(select(Account)).all()) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["create-first", "no address"], "no e-mail address"),
        (["invite", EMAIL, "--role", "king", "--unit", "so-y-te"], "there is no role 'king'"),
        (["invite", EMAIL, "--role", "clerk", "--unit", "nowhere"], "there is no unit 'nowhere'"),
        (["grant", EMAIL, "--role", "clerk", "--unit", "so-y-te"], "there is no account"),
        (["disable", EMAIL], "there is no account"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line_and_nothing_is_stored(
    province: Cast, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    status = run(["account", *words])

    assert status == 1
    assert told in capsys.readouterr().err
    with Session(province.engine) as session:
        assert session.exec(select(Account)).first() is None
    assert actions(province) == []


def test_roles_are_given_and_taken_and_each_deed_is_in_the_log(province: Cast) -> None:
    assert (
        run(["account", "invite", EMAIL, "--role", "officer", "--unit", "so-y-te", "--name", "Lê Thị An"])
        == 0
    )
    assert run(["account", "grant", EMAIL, "--role", "clerk", "--unit", "xa-an-hoa"]) == 0
    assert roles(province) == {"officer", "clerk"}

    assert run(["account", "revoke", EMAIL, "--role", "clerk", "--unit", "xa-an-hoa"]) == 0

    assert roles(province) == {"officer"}
    assert run(["account", "revoke", EMAIL, "--role", "clerk", "--unit", "xa-an-hoa"]) == 1
    assert actions(province) == [
        "account.new",
        "account.grant",
        "account.invite",
        "account.grant",
        "account.revoke",
    ]


def test_whoever_has_a_password_is_given_the_role_and_no_link(
    province: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    an = somebody(province.engine, "officer", "so-y-te")

    run(["account", "invite", an.email, "--role", "clerk", "--unit", "so-y-te"])

    assert capsys.readouterr().out == ""
    assert roles(province, an.email) == {"officer", "clerk"}


def test_the_list_tells_who_is_what(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    an = somebody(province.engine, "analyst", "so-noi-vu", factor=True)
    run(["account", "invite", "binh@tinh.example", "--role", "clerk", "--unit", "so-y-te"])
    run(["account", "disable", an.email])
    capsys.readouterr()

    run(["account", "list"])

    assert capsys.readouterr().out.splitlines() == [
        f"{an.email}\tLê Thị An\tdisabled\tsecond factor\tanalyst@so-noi-vu",
        "binh@tinh.example\tbinh\tinvited\t\tclerk@so-y-te",
    ]


def test_stuck_people_are_helped(province: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    an = somebody(province.engine, "analyst", "so-noi-vu", factor=True)
    for _ in range(attempts.FREE):
        signing_in.sign_in(province.engine, an.email, "một mật khẩu sai rồi", now=NOW)

    assert run(["account", "unlock", an.email]) == 0
    assert account(province.engine, an.id).locked_until is None
    assert run(["account", "reset-second-factor", an.email]) == 0
    assert account(province.engine, an.id).totp_secret is None
    assert run(["account", "disable", an.email]) == 0
    assert signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW) is None
    assert run(["account", "enable", an.email]) == 0
    assert signing_in.sign_in(province.engine, an.email, PASSWORD, now=NOW) is not None
    capsys.readouterr()
    assert run(["account", "link", an.email]) == 0
    assert re.fullmatch(r"/staff/invitation/[\w-]{43}\n", capsys.readouterr().out)
    told = [each for each in actions(province) if each not in {"account.new", "account.grant"}]
    assert told[-6:] == [
        "account.unlock",
        "account.second_factor_reset",
        "account.disable",
        "account.enable",
        "account.sign_in",
        "account.invite",
    ]
