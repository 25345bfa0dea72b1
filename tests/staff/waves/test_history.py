"""What has happened to a wave is told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from survey.comments.deeds import CHANGES
from survey.staff.waves.messages import WaveWords
from survey.staff.waves.words_en import EN
from survey.staff.waves.words_vi import VI
from survey.waves.wave_states import STEPS

APPENDED = re.compile(r'append\(\s*session, [\w."]+, (f?)"([\w.{}]+)", f"wave \{')
DEEDS = {
    "quality.{deed}": ("propose", "exclude", "keep", "confirm", "refuse", "reverse"),
    "comment.{deed}": tuple(CHANGES),
    "wave.{step}": tuple(STEPS),
}


def actions() -> set[str]:
    """Every action about a wave that the program writes into the audit log and the wave's page shows."""
    found = set()
    for path in (Path(__file__).parents[3] / "survey").rglob("*.py"):
        for _, action in APPENDED.findall(path.read_text(encoding="utf-8")):
            found |= {re.sub(r"\{\w+\}", deed, action) for deed in DEEDS.get(action, ("",))}
    return {each for each in found if not each.startswith("comment.restrict")}


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_every_action_of_the_audit_log_about_a_wave_has_a_name(words: WaveWords) -> None:
    found = actions()

    assert {"wave.freeze", "quality.refuse", "comment.reopen", "rehearsal.end", "result.fix"} <= found
    assert found - set(words.events) == set()
