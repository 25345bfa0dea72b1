"""Forms come from our own pages, cookies stay where they belong, nothing is kept or run that should not be."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from urllib.parse import parse_qsl

import pytest
from markupsafe import escape
from sqlmodel import Session, select

from survey import create_app
from survey.tables import Grant
from tests.staff.cast import Browser, Office
from tests.staff.crawl import endpoint_of
from tests.staff.test_walk import addresses, everything, rules

NAUGHTY = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "'; DROP TABLE account; --",
    '=HYPERLINK("//evil.example")',
    "x" * 5000,
    "Lê\u202eThị\ufffdAn",
]


def forms(office: Office) -> list[str]:
    return [path for verb, path in addresses(office.app, person=office.nurse.id, grant=3) if verb == "POST"]


@pytest.mark.parametrize("mark", ["missing", "empty", "foreign", "short", "of another session"])
def test_a_form_without_the_mark_of_this_browser_is_refused_at_every_address(
    office: Office, mark: str
) -> None:
    browser, other = office.browser(office.top), office.browser(office.top)
    given = {"empty": "", "foreign": "ab" * 64, "short": "ab", "of another session": other.mark()}.get(mark)
    before = everything(office)

    for path in forms(office):
        form = {} if given is None else {"form_mark": given}
        reply = browser.client.post(path, data={**form, "role": "clerk", "unit": "so-y-te"})
        assert reply.status_code == 403, path
    tried = {endpoint_of(office.app, path, "POST") for path in forms(office)}
    assert tried == {each.endpoint for each in rules(office.app) if "POST" in (each.methods or set())}
    assert everything(office) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_form_that_another_site_sends_is_refused_even_with_the_mark(
    office: Office, headers: dict[str, str]
) -> None:
    browser = office.browser(office.top)
    mark, before = browser.mark(), everything(office)

    for path in forms(office):
        assert browser.client.post(path, data={"form_mark": mark}, headers=headers).status_code == 403, path
    assert everything(office) == before


def test_the_mark_looks_different_on_every_page(office: Office) -> None:
    browser = office.browser(office.top)

    assert len({browser.mark() for _ in range(5)}) == 5


def test_under_tls_the_cookies_are_of_this_host_alone(office: Office) -> None:
    client = office.app.test_client()
    https = {"base_url": "https://khao-sat.tinh.example"}
    page = client.get("/staff/sign-in", **https)
    mark = re.search(r'name="form_mark" value="(\w+)"', page.text)
    assert mark
    form = {"form_mark": mark[1], "email": office.nurse.email, "password": "con trâu đi trước cái cày"}

    reply = client.post("/staff/sign-in", data=form, **https)

    given = [each for each in reply.headers.getlist("Set-Cookie") if "Max-Age=0" not in each]
    assert len(given) == 1
    assert re.fullmatch(r"__Host-hailong_session=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", given[0])
    assert "__Host-hailong_form=" in page.headers["Set-Cookie"]


def test_without_tls_the_cookies_stay_below_the_pages_of_staff(office: Office) -> None:
    browser = Browser(office.app, office.cast.engine)

    given = browser.sign_in(office.nurse.email).headers.getlist("Set-Cookie")

    kept = [each for each in given if "Max-Age=0" not in each]
    assert len(kept) == 1 and "HttpOnly; Path=/staff; SameSite=Lax" in kept[0]


def test_no_page_is_kept_by_a_cache_and_none_has_script_or_style_in_it(office: Office) -> None:
    browser = office.browser(office.top)

    for verb, path in addresses(office.app, person=office.nurse.id, grant=3):
        if verb == "GET" and "/assets/" not in path:
            reply = browser.get(path)
            assert reply.headers["Cache-Control"] == "no-store", path
            assert not re.search(r"<script|<style|style=|\bon\w+=", reply.text), path
            assert "'unsafe" not in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("text", NAUGHTY[:4])
def test_strange_names_are_shown_as_they_were_typed(both: Office, text: str) -> None:
    browser = both.browser(both.top)
    form = {"name": text, "email": "la@tinh.example", "role": "officer", "unit": "so-y-te"}

    reply = browser.send("/staff/people/invite", form)

    page = browser.get("/staff/people").text
    assert reply.status_code == 200
    assert escape(text) in page and "<script>alert" not in page
    assert len(both.emails()) == 5


def test_signs_that_cannot_be_seen_are_left_out_of_a_name_and_a_long_one_is_cut(both: Office) -> None:
    browser = both.browser(both.top)
    for number, name in enumerate(("Lê\u202eThị\u200b An", "x" * 5000)):
        form = {"name": name, "email": f"{number}@tinh.example", "role": "officer", "unit": "so-y-te"}
        browser.send("/staff/people/invite", form)

    page = browser.get("/staff/people").text

    assert "LêThị An" in page and f">{'x' * 120}<" in page


@pytest.mark.parametrize("field", ["name", "email", "role", "unit", "form_mark"])
def test_a_form_with_a_zero_byte_is_refused_whole(both: Office, field: str) -> None:
    """PostgreSQL keeps none in a text, so it would be an error there."""
    browser = both.browser(both.top)
    form = {"name": "An", "email": "la@tinh.example", "role": "officer", "unit": "so-y-te"}
    before = everything(both)

    reply = browser.send("/staff/people/invite", form | {field: "An\0"})

    assert reply.status_code in {400, 403}
    assert everything(both) == before


@pytest.mark.parametrize("number", ["0", "99999", "2147483648", "9" * 30])
def test_a_number_that_is_nobodys_is_not_found(both: Office, number: str) -> None:
    assert both.browser(both.top).get(f"/staff/people/{number}").status_code == 404


@pytest.mark.parametrize("field", ["email", "role", "unit"])
@pytest.mark.parametrize("text", NAUGHTY)
def test_strange_texts_in_the_other_fields_make_no_account(office: Office, field: str, text: str) -> None:
    browser = office.browser(office.top)
    form = {"name": "An", "email": "la@tinh.example", "role": "officer", "unit": "so-y-te"} | {field: text}

    reply = browser.send("/staff/people/invite", form)

    assert reply.status_code == 422
    assert "<script>alert" not in reply.text
    assert len(office.emails()) == 4


@pytest.mark.parametrize("text", NAUGHTY)
def test_strange_texts_at_the_door_open_nothing(both: Office, text: str) -> None:
    browser, office = both.browser(), both

    assert browser.sign_in(text, text).status_code == 422
    assert browser.sign_in(office.nurse.email, text).status_code == 422
    browser.sign_in(office.top.email)
    assert browser.prove(text).status_code == 422


def test_a_form_that_is_far_too_large_is_refused(office: Office) -> None:
    browser = office.browser()

    reply = browser.send("/staff/sign-in", {"email": "x" * 20_000, "password": "y"})

    assert reply.status_code == 413


def test_a_revoked_role_is_gone_at_the_next_click(both: Office) -> None:
    admin, nurse = both.browser(both.top), both.browser(both.health)
    assert nurse.get("/staff/people").status_code == 200
    with Session(both.cast.engine) as session:
        row = session.exec(select(Grant).where(Grant.account_id == both.health.id)).one().id

    reply = admin.send(f"/staff/people/{both.health.id}/revoke/{row}")

    assert reply.headers["Location"] == f"/staff/people/{both.health.id}?done=revoke"
    assert nurse.get("/staff/people").status_code == 403
    assert "chưa có vai trò nào" in nurse.get("/staff").text


def test_a_disabled_account_is_out_at_the_next_click_and_back_when_enabled(both: Office) -> None:
    admin, nurse = both.browser(both.health), both.browser(both.nurse)

    admin.send(f"/staff/people/{both.nurse.id}/disable")
    assert nurse.get("/staff").status_code == 401
    assert both.browser().sign_in(both.nurse.email).status_code == 422
    admin.send(f"/staff/people/{both.nurse.id}/enable")

    assert both.browser().sign_in(both.nurse.email).status_code == 303


def test_inviting_shows_a_link_once_and_the_link_works(both: Office) -> None:
    admin = both.browser(both.health)
    form = {"name": "Trần Văn Bình", "email": "Binh@Tinh.example", "role": "clerk", "unit": "so-y-te"}

    reply = admin.send("/staff/people/invite", form)

    link = re.search(r"<code>http://localhost(/staff/invitation/[\w-]{43})</code>", reply.text)
    assert reply.status_code == 200 and link
    assert both.browser().get(link[1]).status_code == 200
    assert "binh@tinh.example" in admin.get("/staff/people").text
    again = admin.send("/staff/people/invite", form)
    assert link[1] not in again.text


def test_citizens_pages_load_nothing_of_all_this() -> None:
    code = (
        "import sys; from survey import create_app; app = create_app('sqlite://'); "
        "app.test_client().get('/healthz'); app.test_client().get('/k'); "
        "print(sorted({'argon2', 'cryptography', 'pyotp', 'segno', 'analysis'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_a_database_that_does_not_answer_is_said_and_nothing_happens(tmp_path: object) -> None:
    app = create_app(f"sqlite:///{tmp_path}/missing/none.db")

    client = app.test_client()
    client.set_cookie("hailong_session", "x", path="/staff")
    reply = client.get("/staff?lang=en")

    assert reply.status_code == 503
    assert "The database does not answer." in reply.text


@pytest.mark.parametrize(
    "query", ["q=x&unit=1&unit=2", "next=/staff/units", "_external=1&_scheme=javascript", "lang=vi&a=%3Cb%3E"]
)
def test_the_link_to_the_other_language_keeps_what_the_address_asked(office: Office, query: str) -> None:
    page = office.browser(office.top).get(f"/staff/units?{query}").text

    (link,) = re.findall(r'href="([^"]*)" lang="en" hreflang="en"', page)
    path, _, asked = html.unescape(link).partition("?")
    assert path == "/staff/units"
    assert parse_qsl(asked) == [each for each in parse_qsl(query) if each[0] != "lang"] + [("lang", "en")]
