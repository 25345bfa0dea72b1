"""The waves of the demonstration from the first ballot to the freezing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Engine, insert
from sqlmodel import Session

from questionnaires.load import load
from survey.ballots.doors import Door, find_door
from survey.demo.ballots import ballots_of
from survey.demo.plan import QUESTIONNAIRE, SEED, SHARES, Plan, Series, cells
from survey.demo.settling import BY, GRACE_DAYS, token_of
from survey.demo.simulate import BLANK_SHARE, Columns, simulate
from survey.jobs.worker import work
from survey.tables import Ballot, Exclusion
from survey.waves.waves import close, freeze, wave_of


def collect(engine: Engine, group: Series) -> int:
    """The ballots of all waves of a series, checked by their doors and written in bulk; how many."""
    columns = answers_of(group)
    total = 0
    for each in group.waves:
        made = ballots_of(columns, str(each.year), _doors(engine, each), each, seed=f"{SEED}/{each.code}")
        with engine.begin() as connection:
            connection.execute(insert(Ballot), made.ballots)
            if made.exclusions:
                connection.execute(insert(Exclusion), made.exclusions)
        total += len(made.ballots)
    return total


def answers_of(group: Series) -> Columns:
    """What the people of a series answer in all its waves; on a screen nothing is left blank."""
    on_paper = group.waves[0].modes == ("paper",)
    return simulate(
        load(QUESTIONNAIRE),
        cells(group.code),
        seed=SEED,
        shares=SHARES,
        blanks=BLANK_SHARE if on_paper else 0.0,
    )


def end_waves(engine: Engine, plans: Iterable[Plan]) -> str:
    """The waves closed on their last day, frozen after the days of grace, and their tallies stored."""
    hashes = []
    for each in plans:
        with Session(engine) as session:
            close(session, wave_of(session, each.code), by=BY, today=each.closes)
            session.commit()
        after = each.closes + dt.timedelta(days=GRACE_DAYS + 1)
        hashes.append(freeze(engine, each.code, by=BY, today=after).hash[:12])
    jobs = work(engine, once=True)
    return f"{len(hashes)} waves closed and frozen ({', '.join(hashes)}), {len(jobs)} tallies stored"


def _doors(engine: Engine, each: Plan) -> dict[str, list[Door]]:
    """The doors of a wave by the unit they rate."""
    found = {
        unit: [find_door(engine, token_of(each, unit, mode)) for mode in each.modes] for unit in each.units
    }
    return {unit: [door for door in doors if door is not None] for unit, doors in found.items()}
