"""The public pages: off by default, published waves only, ten respondents at least, no session."""

from __future__ import annotations

import html
import re
import subprocess
import sys

import pytest
from flask import Flask
from sqlmodel import Session, select

from survey.publishing import SETTING
from survey.tables import Job, Wave
from survey.waves.wave_states import take
from tests.databases import url_of
from tests.staff.results.cast import NEW, OLD, Ministry

FEW, AN_HOA, TWELVE = "Xã Giang", "Xã An Hòa", "Phường Én"


def paths(filled: Ministry, wave: str) -> list[str]:
    base = f"/results/{wave}"
    return [base, f"{base}/whole", f"{base}/units/{filled.unit(AN_HOA)}", f"{base}/units/{10**12}"]


@pytest.fixture
def public(filled: Ministry, monkeypatch: pytest.MonkeyPatch) -> Ministry:
    monkeypatch.setenv(SETTING, "1")
    filled.store(OLD, public=True)
    return filled


def test_they_are_not_there_unless_switched_on(filled: Ministry, app: Flask) -> None:
    filled.store(OLD, public=True)
    client = app.test_client()

    assert {client.get(path).status_code for path in ("/results", *paths(filled, OLD))} == {404}


def test_a_published_wave_is_shown_to_everybody_without_a_cookie(public: Ministry, app: Flask) -> None:
    client = app.test_client()

    replies = [client.get(path) for path in ("/results", *paths(public, OLD)[:3])]

    assert [each.status_code for each in replies] == [200] * 4
    assert not [each for each in replies if "Set-Cookie" in each.headers]
    assert "77/QĐ-UBND" in replies[1].text and AN_HOA in replies[3].text
    assert "style-src 'sha256-" in replies[3].headers["Content-Security-Policy"]


@pytest.mark.parametrize("state", ["closed", "frozen", "review", "results_approved"])
def test_no_other_wave_is(public: Ministry, app: Flask, state: str) -> None:
    public.decide(state="published")
    public.store(NEW, public=True)
    public.place.state(NEW, state)

    assert {app.test_client().get(path).status_code for path in paths(public, NEW)} == {404}
    assert NEW not in app.test_client().get("/results").text


def test_the_edition_inside_is_never_shown(
    filled: Ministry, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "1")
    filled.store(OLD)

    assert {app.test_client().get(path).status_code for path in paths(filled, OLD)} == {404}


def test_what_fewer_than_ten_answered_is_hidden(public: Ministry, app: Flask) -> None:
    page = html.unescape(app.test_client().get(f"/results/{OLD}/units/{public.unit(FEW)}").text)
    whole = html.unescape(app.test_client().get(f"/results/{OLD}/whole").text)

    assert not re.search(r"\d+,\d\d%", page.split("</style>")[1].split('id="method"')[0])
    row = next(each for each in whole.split("<tr") if FEW in each)
    assert "(*)" in row and not re.search(r"\d+,\d\d%", row)


def test_publishing_a_wave_orders_its_public_edition_where_it_is_on(public: Ministry) -> None:
    public.place.state(NEW, "results_approved")
    with Session(public.engine) as session:
        take(session, session.exec(select(Wave).where(Wave.code == NEW)).one(), "publish", by="test")
        session.commit()
        (job,) = session.exec(select(Job))

    assert (job.kind, job.arguments) == ("results", f'{{"public": true, "wave": "{NEW}"}}')


def test_serving_them_loads_neither_statistics_nor_reports(public: Ministry) -> None:
    script = (
        "import sys; from survey import create_app; client = create_app(sys.argv[1]).test_client();"
        f"assert [client.get(each).status_code for each in {paths(public, OLD)[:3]!r}] == [200] * 3;"
        "assert not {'numpy', 'scipy', 'analysis', 'reports', 'reportlab'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", script, url_of(public.engine)], check=True)


def test_pages_of_staff_with_results_load_no_statistics(filled: Ministry) -> None:
    """Citizens are served by the same processes."""
    filled.store(NEW)
    session = _session(filled)
    unit, base = filled.unit(AN_HOA), f"/staff/results/{NEW}"
    seen = ["/staff/results", base, f"{base}/units/{unit}", f"{base}/compare?kind=commune"]
    seen += [
        f"{base}/units/{unit}/{file}" for file in ("report.pdf", "full.pdf", "figures.csv", "figures.xlsx")
    ]
    seen += [
        f"{base}/compare/{file}?kind=commune" for file in ("comparison.csv", "comparison.xlsx", "report.docx")
    ]
    script = (
        "import sys; from survey import create_app; client = create_app(sys.argv[1]).test_client();"
        f"client.set_cookie('hailong_session', {session!r}, path='/staff');"
        f"assert [client.get(each).status_code for each in {seen!r}] == [200] * {len(seen)};"
        "assert not {'numpy', 'scipy', 'pandas'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", script, url_of(filled.engine)], check=True)


def _session(filled: Ministry) -> str:
    from survey import create_app
    from tests.staff.cast import Browser

    return Browser(create_app(filled.engine), filled.engine).hold(filled.who("analyst").id)
