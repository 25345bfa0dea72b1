"""The imports that somebody may see, and whose file may be worked on."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from flask import abort
from sqlmodel import col, select

from survey.ballots.doors import TAKING
from survey.importing.fault_words import WORDS
from survey.importing.faults import Fault, told_of
from survey.importing.runs import in_vietnam
from survey.keys import LARGEST, id_of
from survey.staff.imports.messages import ImportWords, said
from survey.staff.pages import words_here
from survey.staff.visit import here
from survey.tables import DataImport, Wave
from survey.waves.seen import waves_run

ANALYST = "analyst"
READERS = (ANALYST, "administrator", "auditor")


def words() -> ImportWords:
    """The words of this area."""
    return said(words_here().language)


def waves_seen(*roles: str) -> Any:
    """The ids of the waves run in the scope of these roles, as SQL."""
    found = here()
    return waves_run(id_of(found.account), roles, found.today)


def open_waves() -> list[Wave]:
    """The waves that an analyst can import into."""
    statement = select(Wave).where(col(Wave.id).in_(waves_seen(ANALYST)), col(Wave.state).in_(sorted(TAKING)))
    return list(here().session.exec(statement.order_by(col(Wave.opens).desc())))


def import_seen(number: int, *roles: str) -> tuple[DataImport, Wave]:
    """An import into a wave that is run in the scope of these roles; any other is not there."""
    if number > LARGEST:
        abort(404)
    statement = select(DataImport, Wave).join(Wave).where(DataImport.id == number)
    return here().session.exec(statement.where(col(Wave.id).in_(waves_seen(*roles)))).first() or abort(404)


def own_import(number: int) -> tuple[DataImport, Wave]:
    """An import that waits and was sent by whoever asks; that of anybody else is not there."""
    run, wave = import_seen(number, ANALYST)
    return (run, wave) if is_own(run) else abort(404)


def is_own(run: DataImport) -> bool:
    """Whether whoever asks sent it."""
    return run.account_id == here().account.id


def report_of(run: DataImport) -> dict[str, Any]:
    """What the last check found, with its faults in words."""
    report: dict[str, Any] = json.loads(run.report)
    spoken = WORDS[words_here().language]
    faults = [Fault(**each) for each in report.get("faults", [])]
    report["told"] = [(each, _parts(told_of(each, spoken))) for each in faults]
    report["rest"] = report.get("n_faults", 0) - len(faults)
    return report


def _parts(text: str) -> tuple[str, str]:
    """What is wrong, and the cure: without the place, which has columns of its own."""
    what, _, cure = text.partition(": ")[2].rpartition("; ")
    return what, cure[:1].upper() + cure[1:]


def moment(when: dt.datetime) -> str:
    """Day and time as people in Vietnam write them."""
    return f"{in_vietnam(when):%d/%m/%Y %H:%M}"
