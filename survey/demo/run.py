"""Making the demonstration, part by part, and saying how long each part took."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine

from survey import dates
from survey.database import engine_of, upgrade
from survey.demo import beside, collecting, files, plan, printing, settling
from survey.demo.index import write_index
from survey.files.folder import staged

DATABASE = "hailong.db"
EXAMPLES = "province"

Warn = Callable[[str], None]
Step = tuple[str, Callable[[], object]]


def demo(folder: Path, *, warn: Warn, today: dt.date | None = None) -> Iterator[str]:
    """Make everything below a new folder; a line for each part, with the time it took."""
    start = time.perf_counter()
    with staged(folder) as part:
        engine = engine_of(address_of(part))
        try:
            for name, make in (*_files(part, warn), *_province(part, engine, today or dates.today())):
                began = time.perf_counter()
                made = make()
                yield f"{name:<34}{made} ({time.perf_counter() - began:.1f} s)"
        finally:
            engine.dispose()
        for left in part.glob(f"{DATABASE}?*"):
            left.unlink()
    yield f"{'total':<34}{time.perf_counter() - start:.1f} s, all of it below {folder}"
    yield "Everything here is simulated: no real person answered."


def address_of(folder: Path) -> str:
    """The address of the demonstration's database."""
    return f"sqlite:///{folder.absolute() / DATABASE}"


def _province(part: Path, engine: Engine, today: dt.date) -> Iterator[Step]:
    groups = plan.series()
    over = [each for group in groups for each in group.waves]
    examples = part / EXAMPLES
    examples.mkdir()
    yield "database", lambda: _upgrade(engine)
    yield "units", lambda: settling.settle_units(engine, examples)
    yield "questionnaires", lambda: settling.publish_questionnaires(engine)
    yield "waves", lambda: settling.open_waves(engine, examples, [*over, *plan.live(today)])
    yield "ballots", lambda: f"{sum(collecting.collect(engine, group) for group in groups):,} ballots"
    yield "beside them", lambda: beside.enter(engine, over)
    yield "tallies", lambda: collecting.end_waves(engine, over)
    yield "figures", lambda: printing.write_figures(engine, part, groups)
    yield "reports", lambda: printing.write_reports(engine, part, groups)
    yield "pages", lambda: write_index(engine, part, groups, plan.live(today))


def _upgrade(engine: Engine) -> str:
    upgrade(engine)
    return DATABASE


def _files(part: Path, warn: Warn) -> Iterator[Step]:
    folder = part / "files"
    folder.mkdir()
    for name, make in files.steps(folder, warn):
        yield f"files/{name}", make
