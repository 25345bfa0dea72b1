"""The ballots of a wave with their ids, as the rules on quality take them."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from itertools import starmap

import numpy as np
from sqlalchemy import Connection, select
from sqlmodel import col

from analysis.quality.ballots import Ballots
from analysis.summary import plan_of
from questionnaires.answers import positions
from survey.analysing.more.material import numbers_of
from survey.analysing.more.screened import common_scale
from survey.results.answers import COUNTED, StoredAnswersError
from survey.results.fielded import Fielded
from survey.tables import Ballot, Collector, InterviewLink
from survey.tables.ballots import EXCLUDED

COMPLETED = (*COUNTED, EXCLUDED)
"""Those set aside are screened too: what they were flagged for stays to be seen."""
AT_A_TIME = 20_000


@dataclass(frozen=True)
class Screened:
    """Ballots to screen; ballot i has the id `ids[i]` and came through door `doors[i]` on day `days[i]`."""

    ballots: Ballots
    ids: tuple[uuid.UUID, ...]
    doors: tuple[int, ...]
    days: tuple[dt.date, ...]


def read_screened(connection: Connection, wave: Fielded) -> Screened | None:
    """All completed ballots of a wave; None where there are none.

    Raises
    ------
    CannotMakeError: no rated item has a scale of numbers.
    """
    asked = select(
        col(Ballot.id), col(Ballot.collector_id), col(Ballot.agency_id), col(Ballot.day),
        col(Ballot.seconds), col(Ballot.answers),
    )  # fmt: skip
    asked = asked.where(col(Ballot.wave_id) == wave.id, col(Ballot.state).in_(COMPLETED))
    asked = asked.order_by(col(Ballot.id)).execution_options(yield_per=AT_A_TIME)
    rows = [tuple(row) for row in connection.execute(asked)]
    if not rows:
        return None
    ids, doors, agencies, days, seconds, answers = zip(*rows, strict=True)
    codings, _ = plan_of(wave.questionnaire, None, 0.95)
    scale, codes = common_scale(wave.questionnaire, [each.position for each in codings], numbers_of)
    ballots = Ballots.of(
        _matrix("".join(answers), len(ids), wave),
        scale=scale,
        codes=codes,
        area=[str(each) for each in agencies],
        mode=_modes(connection, wave, doors),
        collector=[str(each) for each in doors],
        interviewer=_interviewers(connection, wave, doors),
        seconds=np.array([np.nan if each is None else each for each in seconds], dtype=np.float64),
        day=np.array([each.toordinal() for each in days], dtype=np.int64),
    )
    return Screened(ballots, ids, doors, days)


def _matrix(text: str, n: int, wave: Fielded) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    data = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    width = len(positions(wave.questionnaire))
    if len(data) != n * width:
        raise StoredAnswersError(
            f"answer strings are not {width} characters long; wave {wave.code}; restore a backup"
        )
    return data.reshape(n, width)


def _modes(connection: Connection, wave: Fielded, doors: tuple[int, ...]) -> list[str]:
    asked = select(col(Collector.id), col(Collector.mode)).where(col(Collector.wave_id) == wave.id)
    modes = dict(starmap(lambda door, mode: (door, mode), connection.execute(asked)))
    return [modes[each] for each in doors]


def _interviewers(connection: Connection, wave: Fielded, doors: tuple[int, ...]) -> list[str] | None:
    """Whose door it was; None where no interviewer has one."""
    asked = select(col(InterviewLink.collector_id), col(InterviewLink.fieldworker))
    asked = asked.join(Collector, col(Collector.id) == col(InterviewLink.collector_id))
    asked = asked.where(col(Collector.wave_id) == wave.id)
    known = {door: code for door, code in connection.execute(asked)}
    return [known.get(each, "") for each in doors] if known else None
