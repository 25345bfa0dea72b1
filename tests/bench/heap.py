"""How much memory of its own a process takes to count a wave: `python -m tests.bench.heap DATABASE WAVE`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from survey.database import engine_of
from survey.results.fielded import fielded
from survey.results.tallies import read_tallies

STATUS = Path("/proc/self/status")
EVERY = 0.002


def heap_of(url: str, wave: str) -> int:
    """Bytes that counting takes at most, files mapped left out, seen from a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", __name__, url, wave], capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    return int(done.stdout)


def own_memory() -> int:
    """Bytes of this process that are in no file."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) * 1024


def _peak(url: str, wave: str) -> int:
    engine, end, seen = engine_of(url), Event(), [0]
    fielded(engine, [wave])
    before = own_memory()

    def look() -> None:
        while not end.wait(EVERY):
            seen.append(own_memory())

    watch = Thread(target=look)
    watch.start()
    read_tallies(engine, wave)
    seen.append(own_memory())
    end.set()
    watch.join()
    return max(seen) - before


if __name__ == "__main__":
    print(_peak(sys.argv[1], sys.argv[2]))
