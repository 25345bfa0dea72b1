"""Which waves are seen by whom, and when their figures are."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from survey.tables import Wave
from survey.tables.waves import WAVE_STATES
from survey.waves.seen import waves_rated, waves_run
from survey.waves.shown import shows_figures
from tests.accounts.cast import somebody
from tests.databases import Cast
from tests.staff.cast import now

ROLE = ("analyst",)


def seen(cast: Cast, who: int, rated: bool = False) -> set[str]:
    find = waves_rated if rated else waves_run
    with Session(cast.engine) as session:
        found = set(session.execute(find(who, ROLE, cast.today)).scalars())
    return {code for code, number in cast.waves.items() if number in found}


def analyst(cast: Cast, unit: str) -> int:
    return somebody(cast.engine, "analyst", unit, email=f"{unit}@tinh.example", at=now(), factor=True).id


def host(cast: Cast, wave: str, unit: str | None) -> None:
    with Session(cast.engine) as session:
        session.get_one(Wave, cast.waves[wave]).host_id = cast.units[unit] if unit else None
        session.commit()


def test_a_wave_is_run_by_whoever_has_the_role_on_its_host_or_above(province: Cast) -> None:
    host(province, "two-2026", "so-noi-vu")
    host(province, "short-2026", "so-y-te")

    assert "two-2026" in seen(province, analyst(province, "so-noi-vu"))
    assert "two-2026" not in seen(province, analyst(province, "so-y-te"))
    assert "two-2026" in seen(province, analyst(province, "tinh-mau"))


def test_a_wave_without_a_host_is_run_from_the_top_alone(province: Cast) -> None:
    host(province, "two-2026", None)

    assert "two-2026" in seen(province, analyst(province, "tinh-mau"))
    assert "two-2026" not in seen(province, analyst(province, "so-noi-vu"))


def test_a_wave_is_rated_by_units_with_a_door_and_not_while_it_is_a_draft(province: Cast) -> None:
    nurse, mayor = analyst(province, "so-y-te"), analyst(province, "xa-an-hoa")

    assert "short-2026" in seen(province, nurse, rated=True)
    assert "short-2026" not in seen(province, mayor, rated=True)
    with Session(province.engine) as session:
        session.get_one(Wave, province.waves["short-2026"]).state = "draft"
        session.commit()
    assert "short-2026" not in seen(province, nurse, rated=True)


@pytest.mark.parametrize("state", WAVE_STATES)
def test_the_rated_see_figures_once_they_are_approved_and_those_who_run_it_once_it_is_closed(
    state: str,
) -> None:
    wave = Wave(code="w", name="w", kind="survey", state=state, questionnaire_id=1)

    assert shows_figures(wave, runs_it=False) == (state in ("results_approved", "published"))
    assert shows_figures(wave, runs_it=True) == (state not in ("draft", "approved", "open"))
