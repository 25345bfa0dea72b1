"""No sentence claims more than a test supports: 1,000 random surveys, each claim tested again by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.design import Design
from analysis.figures import Summary
from analysis.ranking.league_table import unit_ranks
from analysis.summary import summarise
from analysis.tally import matrix
from reports.background import BANDS, Background, Place, UnitBackground
from tests.reports.cast import one_item, questionnaire, report, texts

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


SAYS = {
    "vi": {
        "rank": r"xếp thứ (\d+)/(\d+)\.(?:\nXét sai số chọn mẫu, thứ hạng nằm trong khoảng từ (\d+) đến (\d+))?",
        "class": r"Xếp loại (.+?) \(",
        "interval": r"khoảng tin cậy 95% từ ([\d,]+)% đến ([\d,]+)%",
        "open": r"ngưỡng ([\d% và]+) nên chưa thể khẳng định",
        "low": r"^(“.*”) thấp hơn rõ so với|(Cả (?:hai|ba)) nội dung thấp nhất đều thấp hơn rõ",
        "high": r"^(“.*”) cao hơn rõ so với|(Cả (?:hai|ba)) nội dung cao nhất đều cao hơn rõ",
    },
    "en": {
        "rank": r"ranks (\d+)[a-z]+ of (\d+)\.(?:\nAllowing for sampling error its rank lies between (\d+)"
        r" and (\d+))?",
        "class": r"Class: (.+?) \(",
        "interval": r"95% confidence interval runs from ([\d.]+)% to ([\d.]+)%",
        "open": r"(?:crosses|below) ([\d% and]+), so the unit may also be",
        "low": r"Clearly below the other items of the unit: (“.*”)\.|(All three|Both) of the lowest are clearly",
        "high": r"Clearly above the other items of the unit: (“.*”)\.|(All three|Both) of the highest are clearly",
    },
}


@dataclass(frozen=True)
class Office:
    """Who was satisfied with what (True) in each of several units: one array (n, items) a unit."""

    liked: tuple[np.ndarray, ...]
    voluntary: bool

    @classmethod
    def of(cls, seed: int) -> Office:
        rng = np.random.default_rng([20261123, seed])
        units, items = int(rng.integers(1, len(NAMES) + 1)), int(rng.integers(4, 8))
        level = rng.choice([0.5, 0.7, 0.85, 0.95])
        spread = rng.choice([0.0, 0.06, 0.15])
        share = np.clip(rng.normal(level, spread, (units, items)), 0.02, 1.0)
        sizes = rng.choice([12, 31, 60, 150, 400], units)
        liked = tuple(rng.random((n, items)) < each for n, each in zip(sizes, share, strict=True))
        return cls(liked, bool(rng.random() < 0.1))

    @property
    def names(self) -> tuple[str, ...]:
        return NAMES[: len(self.liked)]

    def summed(self) -> Summary:
        name = [each for each, liked in zip(self.names, self.liked, strict=True) for _ in liked]
        strings = ["".join("4" if each else "2" for each in row) for liked in self.liked for row in liked]
        design = (
            Design.of(len(name), voluntary=True)
            if self.voluntary
            else Design.of(len(name), stratum=name, declared=False)
        )
        return summarise(self.asked, matrix(strings), design=design, unit=name)

    @property
    def asked(self):  # type: ignore[no-untyped-def]
        return questionnaire((self.liked[0].shape[1],))

    def ranked(self) -> list[int]:
        """Units with enough ballots."""
        return [at for at, liked in enumerate(self.liked) if len(liked) >= RELIABLE]

    def background(self) -> Background:
        """Places as the program makes them; they are held against plain tests below."""
        ranked = self.ranked()
        if len(ranked) < 2:
            return Background()
        value, error = self.figures()
        names = [self.names[at] for at in ranked]
        rows = unit_ranks(names, value[ranked], error[ranked], design=None, draws=1000).rows
        tied = [sum(other.rank == row.rank for other in rows) for row in rows]
        places = {
            row.name: UnitBackground(Place(row.rank, len(rows), row.low, row.high, tied=together))
            for row, together in zip(rows, tied, strict=True)
        }
        return Background(units=places)

    def figures(self) -> tuple[np.ndarray, np.ndarray]:
        """The pooled rate of each unit with its error between respondents."""
        of_each = [liked.mean(axis=1) for liked in self.liked]
        error = [max(float(each.std(ddof=1)), 0.05) / sqrt(len(each)) for each in of_each]
        return np.array([each.mean() for each in of_each]), np.array(error)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_rank_class_or_extreme_is_claimed_that_a_test_does_not_support(language: str) -> None:
    seen: list[str] = []
    for seed in range(500):
        office = Office.of(seed)
        at = seed % len(office.names)
        whole, known = office.summed(), office.background()
        made = report(
            whole, office.asked, unit=office.names[at], wave=None, language=language, background=known
        )
        said = texts(made)
        found = {name: re.search(each, said, re.MULTILINE) for name, each in SAYS[language].items()}
        few = len(office.liked[at]) < RELIABLE

        if few or office.voluntary:
            assert not found["rank"] and not found["class"], (seed, said)
        if found["rank"]:
            seen += _supported_rank(office, at, found["rank"], seed)
        if found["class"]:
            seen += _supported_class(office, at, found, said, language)
        seen += _supported_ends(office, at, found, said, language)

    # Each kind of claim was made often: else nothing was tested.
    assert min(seen.count(name) for name in ("rank", "range", "class", "open", "low", "high")) >= 10


def _supported_rank(office: Office, at: int, found: re.Match[str], seed: int) -> list[str]:
    """The rank is that of the rates; the range leaves open what plain tests of each pair leave open."""
    ranked = office.ranked()
    value, error = office.figures()
    others = [each for each in ranked if each != at]
    gap = (value[others] - value[at]) / np.hypot(error[others], error[at])
    clear = np.abs(gap) > stats.norm.ppf(0.975)
    above, below = int((clear & (gap > 0)).sum()), int((clear & (gap < 0)).sum())
    rank, of = int(found[1]), int(found[2])
    low, high = (int(found[3]), int(found[4])) if found[3] else (rank, rank)

    assert (rank, of) == (1 + int((value[others] > value[at]).sum()), len(ranked)), seed
    assert low <= 1 + above and high >= of - below, (seed, low, high, above, below)
    return ["rank", "range"] if found[3] else ["rank"]


def _supported_class(
    office: Office, at: int, found: dict[str, re.Match[str] | None], said: str, language: str
) -> list[str]:
    """The class is that of the rate as printed; a limit inside the printed interval is told of."""
    assert found["class"]
    printed = round(float(office.liked[at].mean()) * 100, 2)
    band = next(each for each in BANDS if printed >= each.low * 100)
    told = " ".join(each[1] for each in re.finditer(SAYS[language]["open"], said))

    assert found["class"][1] == band.name[language], said
    if found["interval"]:
        low, high = (float(end.replace(",", ".")) for end in found["interval"].groups())
        inside = [each.low * 100 for each in BANDS if low < each.low * 100 < high]
        assert all(f"{limit:.0f}%" in told for limit in inside), said
    return ["class", "open"] if told else ["class"]


def _supported_ends(
    office: Office, at: int, found: dict[str, re.Match[str] | None], said: str, language: str
) -> list[str]:
    """What is called clearly lower or higher than the rest is so in a plain paired t test."""
    told_of = _told_of(office.liked[at])
    liked = office.liked[at][:, told_of].astype(float)
    k = liked.shape[1]
    if k < 4:
        assert not found["low"] and not found["high"], said
        return []
    above = liked - (liked.sum(axis=1, keepdims=True) - liked) / (k - 1)
    gap, p = above.mean(axis=0), _p_of(above)
    seen = []
    for name, sign in (("low", -1), ("high", 1)):
        if found[name] is None:
            continue
        supported = [column for column in range(k) if sign * gap[column] > 0 and p[column] < 0.05]
        quoted, every = found[name].groups()  # type: ignore[union-attr]
        claimed = [column for column in range(k) if quoted and f"F1_{told_of[column] + 1}" in quoted]
        assert set(claimed) <= set(supported), said
        # “Cả hai”, “Both”: two of them; “Cả ba”, “All three”: three.
        assert claimed or len(supported) >= (2 if every in ("Cả hai", "Both") else 3), said
        seen.append(name)
    return seen


def _told_of(liked: np.ndarray) -> list[int]:
    """The items with enough answers and an interval that is not too wide."""
    n = len(liked)
    low, high = proportion_confint(liked.sum(axis=0), n, method="wilson")
    return [column for column in range(liked.shape[1]) if n >= RELIABLE and (high - low)[column] <= 0.30]


def _p_of(above: np.ndarray) -> np.ndarray:
    spread = above.std(axis=0, ddof=1) / sqrt(len(above))
    t = np.divide(above.mean(axis=0), spread, out=np.zeros(above.shape[1]), where=spread > 0)
    return np.asarray(2 * stats.t.sf(np.abs(t), len(above) - 1))
