"""What `hailong demo` writes, made once for all tests, however many processes run them."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demonstration, which no test may change; `made.txt` beside it is what was printed."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demonstration"
    with (folder.parent / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            (folder.parent / "made.txt").write_text(make(folder), encoding="utf-8")
    return folder


def make(folder: Path) -> str:
    """Make a demonstration as somebody at a desk does; what was printed."""
    command = [sys.executable, "-W", "error", "-m", "survey.cli", "demo", str(folder)]
    made = subprocess.run(
        command, env=os.environ | {"SERVE": "0"}, capture_output=True, text=True, timeout=600, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stdout
