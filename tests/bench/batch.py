"""P2: full reports for every commune of the country, province by province, on two processes beside one."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

from survey.analysing.documents import endings, write_reports
from survey.batch.records import Journal
from tests.bench.reports_cast import ABOUT, Simulated
from tests.bench.rows import Row

PROVINCES, COMMUNES, BALLOTS = 33, 100, 60
"""3,300 units; a unit's peers are those of its province."""
SAMPLE = 8
"""Provinces whose reports are drawn again by one process."""


def rows() -> Iterator[Row]:
    """Seconds for all, the share of two processors that was put to use, the size of a report."""
    provinces = int(os.environ.get("BENCH_PROVINCES", PROVINCES))
    country, few = _country(provinces), _country(min(SAMPLE, provinces))
    with tempfile.TemporaryDirectory() as folder:
        taken = _seconds(country, Path(folder) / "two", 2)
        bare, whole = _size(next(Path(folder).rglob("xa*.pdf")))
    n = provinces * COMMUNES
    told = f"{n} full reports as PDF on two processes, their start included; {1000 * taken / n:.1f} ms each"
    yield Row("P2 full reports of 3,300 units", "s", 75 * provinces / PROVINCES, taken, told)
    told = f"with them {whole / 1000:.0f} KB"
    yield Row("P2 size of a full report without its fonts", "KB", 80, bare / 1000, told)
    with tempfile.TemporaryDirectory() as folder:
        alone, both = (_seconds(few, Path(folder) / str(jobs), jobs) for jobs in (1, 2))
    told = f"{len(few.waves) * COMMUNES} reports: one process {alone:.1f} s, two {both:.1f} s"
    yield Row("P2 efficiency of two processes", "share", 0.9, alone / (2 * both), told, at_least=True)


def _country(provinces: int) -> Simulated:
    """All provinces in one batch, each as a wave of its own: the peers of a unit are those of its province."""
    made = Simulated(COMMUNES, BALLOTS, waves=tuple(str(2100 + each) for each in range(provinces)))
    assert made.summary.units and made.background.units, "computed before the clock starts"
    return made


def _seconds(simulated: Simulated, folder: Path, jobs: int) -> float:
    """How long all reports of a province take."""
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
            backgrounds=dict.fromkeys(simulated.waves, simulated.background),
            files=endings(page=False),
        )
    return time.perf_counter() - start


def _size(path: Path) -> tuple[int, int]:
    """Bytes of a PDF without the fonts in it, and with them."""
    reader = PdfReader(path)
    held = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    fonts = sum(len(each._data) for each in held if hasattr(each, "_data") and "/Length1" in each)  # type: ignore[attr-defined]
    whole = path.stat().st_size
    return whole - fonts, whole
