"""What the guard takes for possible is possible to a reader who has every published number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings

import analysis.waves
from analysis.disclosure import coded_rivals, suppression
from analysis.disclosure.coded_rivals import CodedRivals
from analysis.disclosure.hiding import hidden_lines
from analysis.disclosure.tables import Key, Tables
from analysis.figures import Hidden, Limits
from analysis.summary import plan_of
from tests.analysis.attacker import Attacker
from tests.analysis.published import CODES, VALID
from tests.analysis.test_attacker import ASKED, FEW, File, bases, files, hidden, inside_of, published, wave

PUBLIC = Limits(display=5, public=True)


class Witness:
    """The guard at work: the cells of a wave, and its last search in each edition, the public one last."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.keys: list[Key] = []
        self.made: list[CodedRivals] = []
        patch.setattr(analysis.waves, "hidden_lines", self._hidden_lines)
        patch.setattr(suppression, "CodedRivals", self._rivals)

    def _hidden_lines(
        self, keys: Sequence[Key], tables: Tables, limits: Limits
    ) -> dict[Key, tuple[Hidden, ...]]:
        self.keys = list(keys)
        return hidden_lines(keys, tables, limits)

    def _rivals(self, *given: object) -> CodedRivals:
        self.made.append(CodedRivals(*given))  # type: ignore[arg-type]
        return self.made[-1]

    def thought(self, key: Key, line: int) -> Iterator[int]:
        """Other numbers that the guard has seen a base to allow."""
        values = self.made[-1].values[self.keys.index(key), line]
        return (int(value) for value in values[1:] if value >= 0)


def thought(file: File, limits: Limits) -> tuple[int, list[str]]:
    """How many other numbers the guard has seen, and those of them that a reader can rule out."""
    rule, strings, unit, by = file
    _, plan = plan_of(ASKED[rule], None, 0.95)
    with pytest.MonkeyPatch.context() as patch:
        witness = Witness(patch)
        attacker = Attacker.of(published(file, limits), plan, by, CODES, VALID)
    real = {key: bases(strings, inside_of(key, unit, by), plan) for key in attacker.keys}
    seen = [
        (key, line, value) for key, line in hidden(attacker, real) for value in witness.thought(key, line)
    ]
    wrong = [
        f"{key} line {line} cannot be {value}, is {real[key][line]}"
        for key, line, value in seen
        if not attacker.allows(attacker.base(key, line), value)
    ]
    return len(seen), wrong


@settings(FEW, max_examples=6)
@given(files())
def test_a_number_that_the_guard_has_seen_is_one_that_a_reader_cannot_rule_out(file: File) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coded_rivals, "EXACT", 0)
        patch.setattr(coded_rivals, "COMPANIES", (2, 3))

        assert thought(file, PUBLIC)[1] == []


@pytest.mark.soak
def test_nor_is_there_one_that_he_can_rule_out_in_a_wave_of_thirty_communes() -> None:
    seen, wrong = thought(wave(0, broken_down=True), Limits(display=10, public=True))

    assert seen > 300
    assert wrong == []
