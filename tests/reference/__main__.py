"""Run a folder of reference numbers: `python -m tests.reference FOLDER [--data FOLDER]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.reference.printing import lines_of, total_line
from tests.reference.reading import CannotRun, Folder
from tests.reference.running import run_folder


def main(given: Sequence[str] | None = None) -> int:
    """0 when every case agrees, 1 when one does not or cannot be run, 2 when there is nothing to run."""
    parser = argparse.ArgumentParser(prog="python -m tests.reference", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds files of cases (*.json) and their inputs/")
    parser.add_argument("--data", type=Path, help="where data: paths start; by default FOLDER/../data")
    options = parser.parse_args(given)
    path = options.folder.resolve()
    folder = Folder(path, (options.data or path.parent / "data").resolve())
    runs = []
    try:
        for run in run_folder(folder):
            runs.append(run)
            print("\n".join(lines_of(run)), flush=True)
    except CannotRun as problem:
        print(problem, file=sys.stderr)
        return 2
    print(total_line(runs))
    return 0 if all(each.agrees for run in runs for each in run.tried) else 1


if __name__ == "__main__":
    sys.exit(main())
