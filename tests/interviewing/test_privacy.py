"""Who was visited and what was answered share no key, no time and no order."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, inspect, text

from tests.interviewing.cast import Device, cases

TIMES = ("TIME", "DATE")


def columns(engine: Engine, table: str) -> dict[str, str]:
    return {each["name"]: str(each["type"]) for each in inspect(engine).get_columns(table)}


def test_no_column_leads_from_a_case_to_a_ballot_or_back(device: Device) -> None:
    engine = device.cast.engine

    case, ballot = columns(engine, "sample_case"), columns(engine, "ballot")
    pointers = [each["referred_table"] for each in inspect(engine).get_foreign_keys("sample_case")]
    assert set(case) & set(ballot) == {"id"}
    assert sorted(pointers) == ["frame", "sample_case"]
    assert not [name for name, kind in case.items() if any(each in kind.upper() for each in TIMES)]


def test_what_is_stored_of_an_interview_names_no_household_and_of_a_visit_no_ballot(device: Device) -> None:
    device.answer()
    device.tell(3, "completed")

    with device.cast.engine.connect() as connection:
        ballot = dict(connection.execute(text("SELECT * FROM ballot")).mappings().one())
        events = [row[0] for row in connection.execute(text("SELECT action FROM event")).all()]
    case = cases(device.cast.engine)[2]
    assert str(ballot["id"]) not in str(case)
    assert not [each for each in events if each not in ("interview.load", "interview.assign")]
    assert case.description not in str(ballot)


def test_postgres_marks_all_cases_of_a_list_alike(device: Device) -> None:
    engine = device.cast.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL marks its rows")

    marks = []
    for number in (2, 5, 1):
        device.answer()
        device.tell(number, "completed")
        with engine.connect() as connection:
            marks.append(
                len(
                    connection.execute(
                        text("SELECT DISTINCT xmin::text FROM sample_case WHERE frame_id = 1")
                    ).all()
                )
            )

    assert marks == [1, 1, 1]


def test_the_door_of_the_ballots_opens_no_list_of_households(device: Device) -> None:
    from survey.interviewing.links import door_token

    reply = device.app.test_client().get(f"/i/{door_token(device.token)}")

    assert reply.status_code == 404


def test_how_it_was_answered_is_stored_with_the_ballot_alone(device: Device) -> None:
    codes = [device.answer(assisted=way).status_code for way in ("alone", "read_aloud", "interpreted")]

    with device.cast.engine.connect() as connection:
        stored = sorted(row[0] for row in connection.execute(text("SELECT assisted FROM ballot")))
        door = connection.execute(
            text("SELECT DISTINCT mode, label FROM collector WHERE mode = 'interviewer'")
        )
        assert door.all() == [("interviewer", "DTV-07")]
    assert codes == [201, 201, 201]
    assert stored == ["a", "i", "r"]
