"""What can be ordered: each kind of job and the work that it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine


@dataclass(frozen=True)
class Task:
    """One job while it is done: what was ordered, and where it tells how far it is and what it made."""

    engine: Engine
    number: int
    arguments: dict[str, Any]
    ordered_by: str
    tell: Callable[[float], None] = lambda _share: None
    """How far it is, 0–1."""

    @property
    def wave(self) -> str:
        """The code of the wave that it is about."""
        return str(self.arguments["wave"])


Work = Callable[[Task], None]


def _tally(task: Task) -> None:
    from survey.results.tallies import store_tallies

    store_tallies(task.engine, task.wave)


def _freeze(task: Task) -> None:
    from sqlmodel import Session

    from survey.waves.waves import fix, wave_of

    with Session(task.engine) as session:
        if wave_of(session, task.wave).frozen_hash is not None:
            return
    fix(task.engine, task.wave, by=task.arguments["by"], in_grace=True)


def _quality(task: Task) -> None:
    from survey.quality.screening import screen_wave

    screen_wave(task.engine, task.wave)


def _import(task: Task) -> None:
    from survey.importing.working import work_on

    work_on(task.engine, task.arguments)


def _results(task: Task) -> None:
    from survey.results.stored.storing import store_results

    store_results(task.engine, task.wave, public=task.arguments.get("public", False))


def _microdata(task: Task) -> None:
    from survey.results.stored.microdata import store_microdata

    store_microdata(task.engine, task.wave)


def _months(task: Task) -> None:
    from survey.results.months.storing import store_months

    store_months(task.engine, task.wave)


def _counts(task: Task) -> None:
    from survey.fieldwork.counting import recount

    recount(task.engine, task.wave)


def _reports(task: Task) -> None:
    from survey.jobs.documents import make_reports

    make_reports(task)


def _exports(task: Task) -> None:
    from survey.jobs.documents import make_export

    make_export(task)


def _retention(task: Task) -> None:
    from survey.jobs.retaining import destroy_all_due

    destroy_all_due(task)


def _mail(task: Task) -> None:
    from survey.mail.sending import send

    send(task)


KINDS: dict[str, Work] = {
    "tally": _tally,
    "freeze": _freeze,
    "quality": _quality,
    "import": _import,
    "results": _results,
    "microdata": _microdata,
    "months": _months,
    "counts": _counts,
    "reports": _reports,
    "exports": _exports,
    "retention": _retention,
    "mail": _mail,
}
"""Each may be run twice without harm, for a worker may die just before its end."""
