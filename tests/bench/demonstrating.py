"""R1: the toolkit's own part of the way from a clone to reports: `hailong demo` in a new folder.

The cloning and the installing are not measured here, because they depend on the network.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.bench.cast import workplace
from tests.bench.rows import Row

PATIENCE = 400


def rows() -> Iterator[Row]:
    """Seconds of the whole command, and of its three longest parts."""
    with workplace() as folder:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "survey.cli", "demo", str(folder / "demo")],
            env=os.environ | {"SERVE": "0"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        taken = time.perf_counter() - start
        reports = sum(1 for _ in (folder / "demo").rglob("*.pdf"))
    if done.returncode:
        raise RuntimeError(f"hailong demo: {done.stderr.strip()[-200:]}")
    longest = sorted(filter(None, map(_part, done.stdout.splitlines())), reverse=True)[:3]
    told = ", ".join(f"{name} {part:.1f} s" for part, name in longest)
    what = f"hailong demo, SERVE=0, {reports} PDFs; longest: {told}; cloning and installing not measured here"
    yield Row("R1 the toolkit's own part, clone to PDFs", "s", 5, taken, what)


def _part(line: str) -> tuple[float, str] | None:
    name, (before, _, end) = line[:34].strip(), line.rpartition("(")
    return (float(end.removesuffix(" s)")), name) if before and end.endswith(" s)") else None
