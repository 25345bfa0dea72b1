"""Pairing: six digits become a cookie and a token of the tablet's own, once, in time, within few attempts."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlmodel import Session, select

from survey.devices.pairing import MOST_ATTEMPTS, pair
from survey.devices.secret import token_of
from survey.devices.tablets import CODE_LIVES, DeviceError, order, revoke
from survey.tables import Device, Event, PairingCode
from tests.databases import Cast
from tests.devices.cast import HERE, Tablet, ballot, now, ordered, paired, row


def revoked(cast: Cast, number: int | None) -> None:
    with Session(cast.engine) as session:
        revoke(session, number or 0, day=cast.today, by="test")
        session.commit()


def test_a_code_leads_to_the_screen_of_its_door_and_ballots_come_through_it(
    app: Flask, province: Cast
) -> None:
    tablet, _ = paired(app, province)

    put = tablet.put(*ballot(province, tablet.token))

    assert tablet.screen.startswith("/k/")
    assert tablet.client.get(tablet.screen).status_code == 200
    assert put.status_code == 201


def test_the_cookie_is_unreadable_to_scripts_and_goes_to_tablets_addresses_only(
    app: Flask, province: Cast
) -> None:
    code = ordered(province).code

    reply = Tablet(app.test_client()).type_code(code)

    cookie = reply.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/k"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_over_tls_the_cookie_is_secure(app: Flask, province: Cast) -> None:
    code = ordered(province).code

    reply = app.test_client().post("/k", data={"code": code}, base_url="https://hailong.example")

    assert "Secure" in reply.headers["Set-Cookie"].split("; ")


def test_blanks_in_the_code_do_not_matter(app: Flask, province: Cast) -> None:
    code = ordered(province).code

    reply = Tablet(app.test_client()).type_code(f" {code[:3]} {code[3:]} ")

    assert reply.status_code == 303


def test_a_code_works_once(app: Flask, province: Cast) -> None:
    _, made = paired(app, province)

    again = Tablet(app.test_client()).type_code(made.code)

    assert again.status_code == 422
    assert "Set-Cookie" not in again.headers


def test_of_two_who_type_it_at_once_one_is_paired(province: Cast) -> None:
    code = ordered(province).code

    with ThreadPoolExecutor(8) as pool:
        secrets = list(pool.map(lambda _: pair(province.engine, code, now=now()), range(8)))

    assert sum(secret is not None for secret in secrets) == 1


def test_a_code_that_is_too_old_is_refused_like_a_wrong_one(app: Flask, province: Cast) -> None:
    old = ordered(province, at=now() - CODE_LIVES - dt.timedelta(seconds=1))
    tablet = Tablet(app.test_client())

    late, wrong = tablet.type_code(old.code), tablet.type_code("000000")

    assert late.status_code == wrong.status_code == 422
    assert late.text == wrong.text
    assert "Mã không đúng, đã dùng hoặc đã hết hạn." in late.text


def test_a_code_dies_after_few_wrong_ones(app: Flask, province: Cast) -> None:
    code = ordered(province).code
    tablet = Tablet(app.test_client())
    for number in range(MOST_ATTEMPTS):
        wrong = f"{(int(code) + number + 1) % 10**6:06}"
        assert tablet.type_code(wrong).status_code == 422

    assert tablet.type_code(code).status_code == 422


def test_a_form_from_another_site_pairs_nothing(app: Flask, province: Cast) -> None:
    code = ordered(province).code
    tablet = Tablet(app.test_client())

    elsewhere = [
        tablet.type_code(code, **{"Sec-Fetch-Site": "cross-site"}),
        tablet.client.post("/k", data={"code": code}, headers={"Origin": "https://evil.example"}),
    ]

    assert [reply.status_code for reply in elsewhere] == [403, 403]
    assert tablet.type_code(code).status_code == 303


def test_only_hashes_are_kept(app: Flask, province: Cast) -> None:
    made = ordered(province)
    secret = pair(province.engine, made.code, now=now()) or ""

    with Session(province.engine) as session:
        kept = repr([session.exec(select(table)).all() for table in (Device, PairingCode, Event)])

    assert secret
    assert not [each for each in (secret, token_of(secret), made.pin) if each in kept]


def test_without_a_cookie_the_page_asks_for_a_code_in_either_language(app: Flask) -> None:
    pages = {language: app.test_client().get(f"/k?lang={language}").text for language in ("vi", "en")}

    assert "Mã ghép máy" in pages["vi"]
    assert "Pairing code" in pages["en"]


def test_a_revoked_tablet_is_shut_out_and_its_door_stays_open(app: Flask, province: Cast) -> None:
    tablet, made = paired(app, province)
    screen, token = tablet.screen, tablet.token
    revoked(province, made.device.id)

    put = tablet.put(*ballot(province, token))

    assert (put.status_code, put.json["code"]) == (410, "revoked")
    assert tablet.client.get(screen).status_code == 410
    assert "đã thu hồi" in tablet.client.get("/k").text
    assert tablet.put(*ballot(province, "two-kiosk")).status_code == 201


def test_a_ballot_that_came_before_the_revocation_is_still_acknowledged(app: Flask, province: Cast) -> None:
    tablet, made = paired(app, province)
    ballot_id, body = ballot(province, tablet.token)
    tablet.put(ballot_id, body)
    revoked(province, made.device.id)

    assert tablet.put(ballot_id, body).status_code == 200


def test_a_tablet_revoked_before_its_code_was_typed_is_never_paired(app: Flask, province: Cast) -> None:
    made = ordered(province)
    revoked(province, made.device.id)

    reply = Tablet(app.test_client()).type_code(made.code)

    assert reply.status_code == 422
    assert row(province, made.device.id).cookie_hash is None


def test_two_tablets_at_a_door_have_each_its_own_token(app: Flask, province: Cast) -> None:
    first, second = paired(app, province)[0], paired(app, province)[0]

    assert first.token != second.token


@pytest.mark.parametrize(("door", "what"), [("two-phone", "only a kiosk is paired"), ("", "no collector 0")])
def test_only_a_kiosk_gets_tablets(province: Cast, door: str, what: str) -> None:
    with Session(province.engine) as session, pytest.raises(DeviceError, match=what):
        order(session, province.collectors.get(door, 0), label="", by="test", now=now())


def test_what_is_done_to_tablets_is_in_the_audit_log(app: Flask, province: Cast) -> None:
    _, made = paired(app, province)
    revoked(province, made.device.id)

    with Session(province.engine) as session:
        actions = [event.action for event in session.exec(select(Event))]

    assert actions[-3:] == ["device.new", "device.pair", "device.revoke"]


def test_a_page_of_ours_is_let_in_though_an_old_browser_does_not_say_so(app: Flask, province: Cast) -> None:
    code = ordered(province).code

    reply = app.test_client().post("/k", data={"code": code})

    assert reply.status_code == 303
    assert HERE["Sec-Fetch-Site"] == "same-origin"
