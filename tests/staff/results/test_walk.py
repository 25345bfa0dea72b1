"""Every address of results, walked by everybody who may not see them: nothing seen, nothing changed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from survey.tables.staff import ROLES
from tests.staff.cast import Browser
from tests.staff.results.cast import DEPARTMENTS, HOST, NEW, OLD, TOP, Ministry

AN_HOA, BINH_MINH, HEALTH, LAW = "Xã An Hòa", "Xã Bình Minh", *DEPARTMENTS
UNIT = ("", "/report.pdf", "/full.pdf", "/figures.xlsx", "/figures.csv", "/changes.csv")
COMPARED = ("comparison.csv", "comparison.xlsx")
SIGNED = ("report.docx", "report.pdf", "province.docx", "province.pdf")
BALLOTS = ("ballots.csv", "ballots.sav", "codebook.xml")
FIGURE = re.compile(r"\d+,\d+\s*%|\d+\.\d+\s*%|\d+,\d–\d+,\d")
RUNNERS = {"analyst", "approver", "auditor"}


def browser(filled: Ministry, app: Flask, role: str, unit: str) -> Browser:
    made = Browser(app, filled.engine)
    made.hold(filled.who(role, unit).id)
    return made


def of_unit(filled: Ministry, wave: str, name: str) -> Iterator[str]:
    for rest in UNIT:
        yield f"/staff/results/{wave}/units/{filled.unit(name)}{rest}"


def of_wave(wave: str) -> Iterator[str]:
    base = f"/staff/results/{wave}"
    yield from (base, f"{base}/compare", f"{base}/compare?kind=department&unit=1&unit=2")
    yield from (f"{base}/compare/{file}?kind=department" for file in COMPARED)


def of_runners(wave: str) -> Iterator[str]:
    base = f"/staff/results/{wave}"
    yield from (f"{base}/compare/{file}?kind=department" for file in SIGNED)
    yield from (f"{base}/whole{rest}" for rest in UNIT)
    yield f"{base}/data"
    yield from (f"{base}/data/{file}" for file in BALLOTS)


def everything(filled: Ministry, wave: str) -> list[str]:
    units = [path for name in (AN_HOA, HEALTH) for path in of_unit(filled, wave, name)]
    return [*units, *of_wave(wave), *of_runners(wave)]


def refused(reply: TestResponse) -> bool:
    """Not there, or not for this role; and no figure in it."""
    return reply.status_code in (403, 404) and not FIGURE.search(html.unescape(reply.text))


def state(filled: Ministry) -> str:
    tables = ("result", "result_document", "job", "event", "wave")
    with filled.engine.connect() as connection:
        return repr([connection.execute(text(f"SELECT * FROM {name} ORDER BY id")).all() for name in tables])


@pytest.mark.parametrize("role", ROLES)
def test_before_approval_no_role_of_a_rated_unit_sees_anything(
    stored: Ministry, app: Flask, role: str
) -> None:
    somebody = browser(stored, app, role, AN_HOA)
    mark, before = somebody.mark(), state(stored)

    for path in everything(stored, NEW):
        assert refused(somebody.get(path)), path
    post = somebody.client.post(f"/staff/results/{NEW}/data", data={"form_mark": mark})
    assert refused(post)
    assert NEW not in somebody.get("/staff/results").text
    assert state(stored) == before


@pytest.mark.parametrize("role", sorted(set(ROLES) - RUNNERS - {"officer"}))
def test_roles_that_do_not_see_results_do_not_see_them_on_the_whole_province_either(
    stored: Ministry, app: Flask, role: str
) -> None:
    somebody = browser(stored, app, role, TOP)

    for wave in (OLD, NEW):
        for path in everything(stored, wave):
            assert refused(somebody.get(path)), path


def test_an_officer_of_the_whole_province_sees_nothing_before_approval(stored: Ministry, app: Flask) -> None:
    somebody = browser(stored, app, "officer", TOP)

    assert all(refused(somebody.get(path)) for path in everything(stored, NEW))


def test_the_rated_unit_sees_its_own_results_once_they_are_approved(stored: Ministry, app: Flask) -> None:
    officer = browser(stored, app, "officer", AN_HOA)
    stored.decide()
    stored.store(NEW)

    for path in of_unit(stored, NEW, AN_HOA):
        assert officer.get(path).status_code == 200, path
    assert officer.get(f"/staff/results/{NEW}/compare").status_code == 200


def test_a_rated_unit_compares_only_what_its_report_shows(stored: Ministry, app: Flask) -> None:
    officer = browser(stored, app, "officer", AN_HOA)
    a, b = stored.unit(AN_HOA), stored.unit(BINH_MINH)

    page = officer.get(f"/staff/results/{OLD}/compare?kind=department&unit={a}&unit={b}").text
    lines = officer.get(f"/staff/results/{OLD}/compare/comparison.csv").data.decode("utf-8-sig").splitlines()

    assert HEALTH not in page and LAW not in page, "another kind"
    assert "checkbox" not in page and "verdict" not in page
    rows = {line.split(";")[0]: line.split(";") for line in lines[1:]}
    rank = lines[0].split(";").index("rank")
    assert rows[AN_HOA][rank] and not rows[BINH_MINH][rank]
    assert HEALTH not in rows


@pytest.mark.parametrize("role", sorted(RUNNERS))
def test_those_who_run_the_wave_see_it_all_marked_as_not_approved(
    stored: Ministry, app: Flask, role: str
) -> None:
    somebody = browser(stored, app, role, HOST)

    for path in (*of_unit(stored, NEW, AN_HOA), *of_wave(NEW), f"/staff/results/{NEW}/whole"):
        assert somebody.get(path).status_code == 200, path
    page = somebody.get(f"/staff/results/{NEW}/units/{stored.unit(AN_HOA)}").text
    assert "chưa được phê duyệt" in page


def test_an_auditor_looks_on_and_takes_no_single_ballots(stored: Ministry, app: Flask) -> None:
    auditor = browser(stored, app, "auditor", TOP)

    assert auditor.get(f"/staff/results/{NEW}/data").status_code == 200
    assert all(refused(auditor.get(f"/staff/results/{NEW}/data/{file}")) for file in BALLOTS)


def test_what_too_few_answered_leaves_by_no_exit(stored: Ministry, app: Flask) -> None:
    analyst, few = browser(stored, app, "analyst", TOP), "Xã Giang"
    base = f"/staff/results/{NEW}/units/{stored.unit(few)}"

    page = html.unescape(analyst.get(base).text)
    lines = analyst.get(f"{base}/figures.csv").data.decode("utf-8-sig").splitlines()
    compared = analyst.get(f"/staff/results/{NEW}/compare/comparison.csv?kind=commune").data.decode(
        "utf-8-sig"
    )

    assert "(*)" in page
    names = lines[0].split(";")
    own = [dict(zip(names, line.split(";"), strict=False)) for line in lines[1:]]
    assert own and not [row for row in own if row["estimate"] or row["n"] or row["low"]]
    (row,) = [line.split(";") for line in compared.splitlines() if line.startswith(few)]
    assert not [cell for cell in row[1:5] if cell]
