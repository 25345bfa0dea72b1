"""Lighthouse on its mobile profile: the phone's pages are at least 95 in all three things it marks here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
VERSION = "12.8.2"
"""The newest that runs on Node 20."""
MARKS = ("performance", "accessibility", "best-practices")
LEAST = 0.95
PAGES = {
    "/s/short-phone?lang=vi": MARKS,
    "/s/short-phone?lang=en": MARKS,
    "/s/short-phone/thanks?lang=vi": MARKS,
    # A kiosk opens its page once in days, and brings along every language and the worker.
    "/k/short-kiosk": MARKS[1:],
}

pytestmark = [pytest.mark.browser, pytest.mark.soak]


@pytest.fixture(scope="module")
def lighthouse() -> list[str]:
    """The command, installed under build/ by npm where there is one."""
    npm, node, chromium = (shutil.which(name) for name in ("npm", "node", "chromium"))
    if not (npm and node and chromium):
        pytest.skip("Lighthouse needs node, npm and chromium")
    if not PROGRAM.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = [npm, "install", "--prefix", str(FOLDER), "--no-save", f"lighthouse@{VERSION}"]
        done = subprocess.run(wanted, capture_output=True, text=True, timeout=600)
        if done.returncode:
            pytest.skip(f"lighthouse {VERSION} cannot be installed here: {done.stderr.strip()[-200:]}")
    return [node, str(PROGRAM)]


@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_marks_are_at_least_95(lighthouse: list[str], base: str, page: str) -> None:
    marks = marked(lighthouse, base + page)

    print(f"\nlighthouse {page}: " + ", ".join(f"{name} {100 * mark:.0f}" for name, mark in marks.items()))
    assert {name: mark for name, mark in marks.items() if name in PAGES[page] and mark < LEAST} == {}


def marked(lighthouse: list[str], address: str) -> dict[str, float]:
    """The marks of one page, from 0 to 1."""
    done = subprocess.run(
        [
            *lighthouse,
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(MARKS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-500:]
    report: dict[str, Any] = json.loads(done.stdout)
    return {name: report["categories"][name]["score"] for name in MARKS}
