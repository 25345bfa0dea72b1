"""The months of a continuous rating: the figures of `hailong estimates`, from thirty valid answers."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from sqlmodel import Session, select

from survey.results.months.calendar import days_of, months_due
from survey.results.months.figures import figures_of
from survey.results.months.finding import find_months, lines_of
from survey.results.months.storing import store_months
from survey.tables import Job, ResultDocument, Wave
from tests.results.cast import Answers, Province, answers

AN_HOA, BINH_MINH = "Xã An Hòa", "Xã Bình Minh"
SAME = ("n_valid", "estimate", "low", "high", "level", "method", "suppressed", "reliable", "df", "deff")


@pytest.fixture
def rated(place: Province) -> Province:
    """Two communes and a rating of September and October 2025."""
    place.unit("an-hoa", AN_HOA)
    place.unit("binh-minh", BINH_MINH)
    place.wave("counter", year=2025, kind="rating")
    return place


def people(n: int, seed: int = 1) -> list[Answers]:
    dice = random.Random(seed)
    return [answers(dice) for _ in range(n)]


def satisfied(n: int) -> list[Answers]:
    """People who answered everything."""
    code = "45"
    return [{"sent": "1", "A1": code[i % 2], "A2": "4", "AO": "5", "A3": "4"} for i in range(n)]


def days(month: int, n: int) -> list[dt.date]:
    return [dt.date(2025, month, 1 + number % 30) for number in range(n)]


def test_a_month_has_the_figures_of_its_ballots_alone(rated: Province) -> None:
    september = people(400)
    rated.put("counter", AN_HOA, september, day=days(9, 400))
    rated.put("counter", AN_HOA, people(90, 2), day=days(10, 90))
    rated.wave("alone", year=2025)
    rated.put("alone", AN_HOA, september, day=days(9, 400))
    truth = rated.estimates("alone")["estimates"]

    told = figures_of(rated.engine, "counter", "2025-09").units[rated.units[AN_HOA]]["vi"]

    expected = [[line[name] for name in SAME] for line in truth if line["unit"] == AN_HOA]
    assert [[line[name] for name in SAME] for line in told] == expected
    assert len(expected) > 5 and {line["suppressed"] for line in told} == {""}


def test_thirty_valid_answers_show_a_month_and_twenty_nine_show_nothing(rated: Province) -> None:
    rated.put("counter", AN_HOA, satisfied(30), day=days(9, 30))
    rated.put("counter", BINH_MINH, satisfied(29), day=days(9, 29))

    units = figures_of(rated.engine, "counter", "2025-09").units

    assert list(units) == [rated.units[AN_HOA]]
    assert {line["n_valid"] for line in units[rated.units[AN_HOA]]["vi"]} == {30}


def test_an_item_that_too_few_answered_is_hidden_and_its_group_is_told_without_it(rated: Province) -> None:
    few: list[Answers] = [{**each, "sent": "0"} if i < 40 else each for i, each in enumerate(satisfied(60))]
    for each in few[:40]:
        del each["A3"]
    rated.put("counter", AN_HOA, few, day=days(9, 60))

    lines = figures_of(rated.engine, "counter", "2025-09").units[rated.units[AN_HOA]]["vi"]

    hidden = {line["code"] for line in lines if line["suppressed"]}
    assert hidden == {"A3", "feedback"}
    assert all(line["estimate"] is None and line["n_valid"] is None for line in lines if line["code"] == "A3")


def test_nothing_of_a_month_speaks_of_other_units(rated: Province) -> None:
    for unit in (AN_HOA, BINH_MINH):
        rated.put("counter", unit, satisfied(40), day=days(9, 40))

    lines = figures_of(rated.engine, "counter", "2025-09").units[rated.units[AN_HOA]]["vi"]

    assert {(line["others"], line["versus_others"], line["unit"]) for line in lines} == {(None, "", AN_HOA)}


def test_a_month_is_due_when_the_days_for_late_devices_are_over() -> None:
    wave = Wave(
        code="w", name="w", questionnaire_id=1, opens=dt.date(2025, 9, 15), closes=dt.date(2026, 1, 31)
    )

    due = [months_due(wave, dt.date(2025, 10, day)) for day in (7, 8)]
    later = months_due(wave, dt.date(2027, 1, 1))

    assert due == [(), ("2025-09",)]
    assert later == ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01")
    assert days_of("2024-02") == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


def test_what_was_told_of_a_month_stays_when_a_late_ballot_comes(rated: Province) -> None:
    rated.put("counter", AN_HOA, satisfied(30), day=days(9, 30))
    assert store_months(rated.engine, "counter") == 2
    before = stored(rated)
    rated.put("counter", AN_HOA, people(1), day=days(9, 1))

    again = store_months(rated.engine, "counter")

    assert (again, stored(rated)) == (0, before)
    assert len(before) == 2, "one month of one unit in two languages"


def test_the_job_is_ordered_once_and_its_months_are_read_back(rated: Province) -> None:
    rated.put("counter", AN_HOA, satisfied(30), day=days(10, 30))
    with Session(rated.engine) as session:
        wave = session.exec(select(Wave).where(Wave.code == "counter")).one()
        first, second = find_months(session, wave), find_months(session, wave)
        orders = [each.kind for each in session.exec(select(Job))]

        store_months(rated.engine, "counter")
        session.expire_all()
        found = find_months(session, wave)
        lines = lines_of(session, found, rated.units[AN_HOA], "en")
        others = lines_of(session, found, rated.units[BINH_MINH], "en")

    assert (first.state, second.state, orders) == ("waiting", "waiting", ["months"])
    assert (found.state, found.done, list(lines), others) == (
        "ready",
        ("2025-09", "2025-10"),
        ["2025-10"],
        {},
    )
    assert lines["2025-10"][0]["printed"][0] == "30"


def test_a_survey_has_no_months(rated: Province) -> None:
    rated.wave("sealed", year=2025)
    rated.put("sealed", AN_HOA, satisfied(40), day=days(9, 40))

    assert store_months(rated.engine, "sealed") == 0
    assert stored(rated) == []


def stored(place: Province) -> list[Any]:
    with Session(place.engine) as session:
        return [(each.subject, each.kind, each.body) for each in session.exec(select(ResultDocument))]
