"""P2: full reports for every commune of the country, on two processes beside one."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from survey.analysing.documents import write_reports
from survey.batch.records import Journal
from tests.bench.reports_cast import ABOUT, Simulated
from tests.bench.rows import Row

UNITS, BALLOTS, SAMPLE = 3_300, 40, 400
"""How many there are, the ballots of each, and how many are drawn again by one process."""


def rows() -> Iterator[Row]:
    """Seconds for all, the share of two processors that was put to use, the size of a report."""
    units = int(os.environ.get("BENCH_UNITS", UNITS))
    country = Simulated(units, BALLOTS, waves=("2026",))
    assert country.summary.units and country.background.units, "computed before the clock starts"
    with tempfile.TemporaryDirectory() as folder:
        taken, size = _written(country, Path(folder) / "two", 2)
    told = f"{units} full reports as PDF and page on two processes; {1000 * taken / units:.1f} ms a report"
    yield Row("P2 full reports of 3,300 units", "s", 75 * units / UNITS, taken, told)
    yield Row(
        "P2 size of a full report", "KB", 80, size / 1000, "PDF with its fonts and its embedded content"
    )
    few = Simulated(min(SAMPLE, units), BALLOTS, waves=("2026",))
    assert few.summary.units and few.background.units
    with tempfile.TemporaryDirectory() as folder:
        alone, _ = _written(few, Path(folder) / "one", 1)
        both, _ = _written(few, Path(folder) / "two", 2)
    told = f"{few.units} reports: one process {alone:.1f} s, two {both:.1f} s, start and end included"
    yield Row("P2 efficiency of two processes", "share", 0.9, alone / (2 * both), told, at_least=True)


def _written(simulated: Simulated, folder: Path, jobs: int) -> tuple[float, float]:
    """Seconds for all reports, and the mean size of a PDF in bytes."""
    folder.mkdir()
    start = time.perf_counter()
    with Journal(folder) as journal:
        write_reports(
            folder,
            simulated.summary,
            simulated.form,
            language="vi",
            about=ABOUT,
            jobs=jobs,
            journal=journal,
            edition="full",
            backgrounds={simulated.waves[-1]: simulated.background},
        )
    taken = time.perf_counter() - start
    sizes = [file.stat().st_size for file in folder.rglob("*.pdf")]
    return taken, sum(sizes) / len(sizes)
