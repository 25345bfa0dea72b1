"""`make bench`: measures what the speed goals are about; prints a table, asserts nothing.

`python -m tests.bench PART ...` measures some parts only. BENCH_SIZE=10M counts ten million ballots in
place of one.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from pathlib import Path

from tests.bench.rows import Row, line, table

PARTS = (
    "checking",
    "submitting",
    "sizes",
    "counting",
    "tallies",
    "folding",
    "figures",
    "surveys",
    "pages",
    "batch",
    "visiting",
    "results",
    "boards",
    "demonstrating",
)
OUT = Path("build") / "bench.json"


def main(parts: Sequence[str] = PARTS) -> None:
    """Measure every part, print the table and write it under build/."""
    # A bench sends more through one door in a second than people in a day; what is measured is the work.
    os.environ["HAILONG_LIMITS"] = "off"
    start = time.perf_counter()
    rows = [row for part in parts for row in _measured(part)]
    taken = time.perf_counter() - start
    print(f"\n{table(rows)}")
    OUT.parent.mkdir(exist_ok=True)
    found = {
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_average": _load(),
        "seconds": round(taken, 1),
        "rows": [asdict(row) | {"ratio": row.ratio, "met": row.met} for row in rows],
    }
    OUT.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\n{taken:.0f} s on {os.cpu_count()} processors, load average {_load()}; written: {OUT}")


def _load() -> float | None:
    """How many processes wanted a processor in the last five minutes; more than there are: read with care."""
    return round(os.getloadavg()[1], 1) if hasattr(os, "getloadavg") else None


def _measured(part: str) -> Iterator[Row]:
    """The rows of one part, printed as they come; a part that fails is said and left out."""
    start = time.perf_counter()
    try:
        for row in import_module(f"tests.bench.{part}").rows():
            print(line(row), flush=True)
            yield row
    except Exception as error:  # A missing package or a moved function must not cost the other rows.
        reason = " ".join(str(error).split())
        yield Row(part, type(error).__name__, None, None, f"not measured: {reason}"[:300])
    print(f"  ({part}: {time.perf_counter() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or PARTS)
