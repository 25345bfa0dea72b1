"""No sentence claims more than a test supports: 500 random surveys, each claim tested again by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from analysis.design import Design
from analysis.summary import summarise
from analysis.tally import matrix
from tests.reports.cast import one_item, report, texts

NAMES = ("Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", "Sở Tài chính", "Sở Công Thương")
WAVES = ("2025", "2026")
SHOWN, RELIABLE = 5, 30
CLAIMS = {
    "vi": {
        "higher": r"cao hơn mức bình quân các đơn vị còn lại \(.*khác biệt có ý nghĩa thống kê",
        "lower": r"thấp hơn mức bình quân các đơn vị còn lại \(.*khác biệt có ý nghĩa thống kê",
        "rise": r"mức độ hài lòng tăng .*, vượt phạm vi sai số",
        "fall": r"mức độ hài lòng giảm .*, vượt phạm vi sai số",
    },
    "en": {
        "higher": r"is above the mean of the other units \(.*the difference is significant",
        "lower": r"is below the mean of the other units \(.*the difference is significant",
        "rise": r"Satisfaction rose by",
        "fall": r"Satisfaction fell by",
    },
}
SUSPECT = {
    "vi": r"(?<!chưa đủ cơ sở để kết luận đơn vị )\b(tốt hơn|kém hơn|cao nhất|thấp nhất|tiến bộ|sa sút)\b",
    "en": r"\b(better|worse|best|worst|improved|declined)\b",
}
"""Words of judgement for which no test is ever made."""


@dataclass(frozen=True)
class Survey:
    """So many satisfied of so many asked, by wave and unit."""

    asked: np.ndarray
    satisfied: np.ndarray
    voluntary: bool

    @classmethod
    def of(cls, seed: int) -> Survey:
        rng = np.random.default_rng([20261122, seed])
        units = int(rng.integers(1, len(NAMES) + 1))
        asked = rng.choice([1, 3, 6, 25, 34, 60, 150, 400], (2, units))
        share = np.clip(
            rng.normal(rng.choice([0.1, 0.6, 0.85, 0.97]), rng.choice([0.0, 0.05, 0.2]), (2, units)), 0, 1
        )
        return cls(asked, rng.binomial(asked, share), bool(rng.random() < 0.15))

    @property
    def names(self) -> tuple[str, ...]:
        return NAMES[: self.asked.shape[1]]

    def said(self, unit: str, language: str) -> str:
        """All sentences of the report of a unit in the second wave."""
        places = list(np.ndindex(self.asked.shape))
        answers, wave, name = [], [], []
        for w, u in places:
            n, k = int(self.asked[w, u]), int(self.satisfied[w, u])
            answers += ["3"] * k + ["1"] * (n - k)
            wave, name = wave + [WAVES[w]] * n, name + [self.names[u]] * n
        strata = [f"{one}|{other}" for one, other in zip(wave, name, strict=True)]
        design = (
            Design.of(len(wave), voluntary=True)
            if self.voluntary
            else Design.of(len(wave), stratum=strata, declared=False)
        )
        asked = one_item()
        whole = summarise(asked, matrix(answers), design=design, unit=name, wave=wave)
        return texts(report(whole, asked, unit=unit, wave=WAVES[1], language=language))

    def supported(self, unit: int) -> set[str]:
        """Claims about a unit that a plain t test at 5 % would support, with no allowance for many tests."""
        value, variance, df = self._figures()
        found = set()
        others = [u for u in range(len(self.names)) if u != unit and self.asked[1, u] >= SHOWN]
        # Volunteers are described beside the others, never judged.
        if others and self.asked[1, unit] >= RELIABLE and not self.voluntary:
            gap = value[1, unit] - value[1, others].mean()
            error = sqrt(variance[1, unit] + variance[1, others].sum() / len(others) ** 2)
            found |= _sides(gap, error, df[1], ("higher", "lower"))
        if min(self.asked[:, unit]) >= RELIABLE:
            gap = value[1, unit] - value[0, unit]
            found |= _sides(gap, sqrt(variance[:, unit].sum()), sum(df), ("rise", "fall"))
        return found

    def _figures(self) -> tuple[np.ndarray, np.ndarray, list[int]]:
        n, k = self.asked, self.satisfied
        share = k / n
        still = (k == 0) | (k == n)
        inner = (k + 2) / (n + 4)
        variance = np.where(still, inner * (1 - inner) / (n + 4), share * (1 - share) / np.maximum(n - 1, 1))
        return share, variance, [int(row.sum()) - len(row) for row in n]


def _sides(gap: float, error: float, df: int, words: tuple[str, str]) -> set[str]:
    if df < 1 or 2 * stats.t.sf(abs(gap) / error, df) >= 0.05:
        return set()
    return {words[int(gap < 0)]}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_sentence_claims_a_difference_that_a_test_does_not_support(language: str) -> None:
    claimed: list[str] = []
    for seed in range(500):
        survey = Survey.of(seed)
        unit = seed % len(survey.names)
        said = survey.said(survey.names[unit], language)
        claims = {claim for claim, pattern in CLAIMS[language].items() if re.search(pattern, said)}

        assert not re.search(SUSPECT[language], said), (seed, said)
        assert claims <= survey.supported(unit), (seed, said)
        claimed += claims

    # The texts do make claims, of every kind: else nothing was tested.
    assert min(claimed.count(claim) for claim in CLAIMS[language]) >= 10
