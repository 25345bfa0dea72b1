"""Hostile visits of interviewers: no 500, and nothing noted that a device could not have meant."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from survey import create_app
from survey.interviewing.outcomes import MOST_VISITS, RESULTS, outcome_of, read_contacts
from survey.tables import Case
from tests.databases import Cast
from tests.hardening.attacking import JSON, Texts, Values
from tests.hardening.printing import name_of
from tests.interviewing.cast import Device, drawn, loaded
from tests.interviewing.cast import given as handed_out

FEW, MANY = 80, 1000


@pytest.fixture
def device(province: Cast, tmp_path: Path) -> Device:
    """An interviewer with six households and two reserves."""
    loaded(province.engine, drawn(tmp_path / "draw"))
    return Device(create_app(province.engine), province, handed_out(province.engine).token)


def attacked(device: Device, number: int) -> Counter[int]:
    """Tell of so many odd visits; how often each status came back."""
    statuses: Counter[int] = Counter()
    client = device.app.test_client()
    sound = {"link": device.token, "case": 1, "visit": 1, "result": "no_answer", "replaces": None}
    changes = st.dictionaries(st.one_of(st.sampled_from([*sound, "ballot"]), Texts), Values, max_size=2)
    likely = st.fixed_dictionaries(
        {"case": st.integers(0, 9), "visit": st.integers(0, MOST_VISITS + 1)},
        optional={"result": st.sampled_from([*RESULTS]), "replaces": st.integers(0, 9)},
    )
    ids = st.one_of(st.text("0123456789abcdef", min_size=16, max_size=16), st.text("0az.-", min_size=1))

    @settings(
        max_examples=number, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(ids, likely, changes, st.booleans())
    def one(contact_id: str, body: dict[str, object], odd: dict[str, object], is_odd: bool) -> None:
        told = sound | body | (odd if is_odd else {})
        raw = json.dumps(told).encode("utf-8", "surrogatepass")
        reply = client.put(f"/api/v1/contacts/{contact_id}", data=raw, content_type=JSON)
        statuses[reply.status_code] += 1
        assert reply.status_code < 500, raw

    one()
    return statuses


def forbidden(device: Device) -> list[str]:
    """What stands in the list of households and could not have come from a device."""
    with Session(device.cast.engine) as session:
        cases = {case.id: case for case in session.exec(select(Case))}
    found = []
    for case in cases.values():
        contacts = read_contacts(case.contacts)
        replaced = cases.get(case.replaces_id)
        found += [f"{case.number}: {each}" for each in contacts if each.result not in RESULTS]
        found += [
            f"{case.number}: visit {each.visit}" for each in contacts if not 1 <= each.visit <= MOST_VISITS
        ]
        rules = {
            "twice": len({each.id for each in contacts}) != len(contacts),
            "too many": case.visits != len(contacts) or len(contacts) > MOST_VISITS,
            "outcome": bool(contacts) and case.outcome != outcome_of(contacts),
            "not given to anybody": bool(contacts) and case.fieldworker is None,
            "replaces": replaced is not None
            and (case.role != "reserve" or replaced.fieldworker != case.fieldworker),
        }
        found += [f"{case.number}: {rule}" for rule, is_broken in rules.items() if is_broken]
    return found


def test_no_visit_however_odd_is_answered_500_or_noted_against_the_rules(device: Device) -> None:
    statuses = attacked(device, FEW)

    assert {201, 422} <= set(statuses)
    assert forbidden(device) == []


@pytest.mark.soak
def test_a_thousand_hostile_visits(device: Device) -> None:
    statuses = attacked(device, MANY)

    told = ", ".join(f"{status}: {n}" for status, n in sorted(statuses.items()))
    print(f"\nhostile visits on {name_of(device.cast.engine)}: {sum(statuses.values())}  {told}")
    assert forbidden(device) == []
