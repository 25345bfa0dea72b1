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
SAMPLE = 4
"""Provinces whose reports are drawn again by one process."""


def rows() -> Iterator[Row]:
    """Seconds for all, the share of two processors that was put to use, the size of a report."""
    provinces = int(os.environ.get("BENCH_PROVINCES", PROVINCES))
    province = Simulated(COMMUNES, BALLOTS, waves=("2026",))
    assert province.summary.units and province.background.units, "computed before the clock starts"
    with tempfile.TemporaryDirectory() as folder:
        taken = sum(_seconds(province, Path(folder) / str(each), 2) for each in range(provinces))
        bare, whole = _size(next(Path(folder).rglob("*/2026/xa*.pdf")))
    n = provinces * COMMUNES
    told = f"{n} full reports as PDF on two processes, starts of processes included; {1000 * taken / n:.1f} ms each"
    yield Row("P2 full reports of 3,300 units", "s", 75 * provinces / PROVINCES, taken, told)
    yield Row(
        "P2 size of a full report without its fonts",
        "KB",
        80,
        bare / 1000,
        f"with them {whole / 1000:.0f} KB",
    )
    with tempfile.TemporaryDirectory() as folder:
        alone = sum(_seconds(province, Path(folder) / f"one{each}", 1) for each in range(SAMPLE))
        both = sum(_seconds(province, Path(folder) / f"two{each}", 2) for each in range(SAMPLE))
    told = f"{SAMPLE * COMMUNES} reports: one process {alone:.1f} s, two {both:.1f} s"
    yield Row("P2 efficiency of two processes", "share", 0.9, alone / (2 * both), told, at_least=True)


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
            backgrounds={simulated.waves[-1]: simulated.background},
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
