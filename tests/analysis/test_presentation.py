"""The presentation standard of the American NCHS: each threshold from both sides, and which reason wins."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.design import Design
from analysis.disclosure.presentation import REVIEW, UNRELIABLE, Presentation, Standard, presentation
from analysis.estimate import Estimate
from analysis.proportion import proportion


def of(k: int, n: int) -> Presentation:
    """The verdict on `k` of `n` answers of a simple sample, whose interval is Clopper and Pearson's."""
    return presentation(proportion(np.arange(n) < k, Design.of(n)))


def clustered(p: float, n_eff: float, *, n: int = 1000, df: float = 40) -> Presentation:
    """The verdict on a share seen with the precision of `n_eff` answers."""
    return presentation(Estimate(p, (p * (1 - p) / n_eff) ** 0.5, df, n, method="wilson"))


@pytest.mark.parametrize(
    ("k", "n", "ends", "outcome", "reasons"),
    [
        # Ends from tables of Clopper and Pearson's interval; widths and ratios by hand.
        (50, 100, (0.3983, 0.6017), "reliable", ()),
        (6, 100, (0.0223, 0.1260), "unreliable", ("relatively_wide",)),
        (94, 100, (0.8740, 0.9777), "reliable", ("complement",)),
        (46, 50, (0.8077, 0.9778), "reliable", ("complement",)),
        (3, 300, (0.0021, 0.0289), "reliable", ()),
        (15, 30, (0.3130, 0.6870), "unreliable", ("wide",)),
        (28, 29, (0.8224, 0.9991), "unreliable", ("few_answers", "few_effective", "complement")),
        (0, 30, (0.0, 0.1157), "review", ("none_or_all",)),
        (30, 30, (0.8843, 1.0), "review", ("none_or_all",)),
        (29, 29, (0.8806, 1.0), "unreliable", ("few_answers", "few_effective", "none_or_all")),
    ],
)
def test_counts_of_a_simple_sample_are_judged_as_by_hand(
    k: int, n: int, ends: tuple[float, float], outcome: str, reasons: tuple[str, ...]
) -> None:
    found = of(k, n)

    assert (found.low, found.high) == pytest.approx(ends, abs=5e-5)
    assert (found.outcome, found.reasons) == (outcome, reasons)


def test_thirty_answers_of_a_simple_sample_are_enough() -> None:
    # The usual se divides by n − 1, and p(1 − p)/se² would say 29.
    assert "few_effective" not in of(27, 30).reasons


def test_fewer_than_thirty_effective_answers_are_unreliable_however_many_were_given() -> None:
    assert clustered(0.95, 30).reasons == ("complement",)
    assert clustered(0.95, 29.9).reasons == ("few_effective", "complement")
    assert clustered(0.95, 29.9).outcome == "unreliable"


def test_the_effective_sample_is_never_more_than_the_answers() -> None:
    lucky, plain = clustered(0.5, 400, n=40, df=39), clustered(0.5, 40, n=40, df=39)

    assert lucky == plain


def test_an_interval_of_thirty_points_is_too_wide() -> None:
    # Korn and Graubard's interval at 50 % narrows to 30 points between 46 and 47 effective answers.
    wide, narrow = clustered(0.5, 46, df=999), clustered(0.5, 47, df=999)

    assert wide.high - wide.low >= 0.30 > narrow.high - narrow.low
    assert (wide.reasons, narrow.reasons) == (("wide",), ())


def test_up_to_five_points_no_relative_width_is_too_much() -> None:
    rare, rarer = of(6, 600), of(1, 600)
    wider = of(1, 100)

    assert rare.high - rare.low < 0.05 and (rare.high - rare.low) / 0.01 > 1.30
    assert rare.outcome == rarer.outcome == "reliable"
    assert wider.high - wider.low > 0.05 and wider.reasons == ("relatively_wide",)


@pytest.mark.parametrize(("df", "outcome"), [(8, "reliable"), (7, "review"), (1, "unreliable")])
def test_few_degrees_of_freedom_are_for_review_and_make_the_interval_wider(df: int, outcome: str) -> None:
    found = clustered(0.5, 500, n=600, df=df)

    assert found.outcome == outcome
    assert ("few_df" in found.reasons) == (df < 8)


def test_one_psu_shows_no_error_and_no_interval() -> None:
    found = presentation(Estimate(0.8, 0.0, 0.0, 90, reason="one_psu"))

    assert (found.outcome, found.low) == ("unreliable", None)
    assert found.reasons == ("few_df", "no_interval")


def test_a_full_count_is_judged_by_its_answers_alone() -> None:
    thirty, fewer = (presentation(Estimate(0.5, 0.0, None, n, method="census")) for n in (30, 29))

    assert thirty == Presentation("reliable")
    assert fewer == Presentation("unreliable", ("few_answers",))


def test_nobodys_answer_is_unreliable() -> None:
    assert presentation(Estimate(None, None, 0.0, 0)).reasons == ("nobody_answered",)


def test_the_interval_is_of_95_percent_whatever_the_report_prints() -> None:
    given = [proportion(np.arange(50) < 46, Design.of(50), level=level) for level in (0.9, 0.95)]

    assert presentation(given[0]) == presentation(given[1])


def test_the_thresholds_are_settings() -> None:
    estimate = proportion(np.arange(20) < 14, Design.of(20))
    lenient = Standard(fewest=20, wide=0.50)

    assert presentation(estimate).reasons == ("few_answers", "few_effective", "wide")
    assert presentation(estimate, lenient).outcome == "reliable"


def test_a_mean_score_is_refused() -> None:
    with pytest.raises(ValueError, match="not a share"):
        presentation(Estimate(4.2, 0.1, 49.0, 50))


def test_every_reason_stands_in_the_data_dictionary(request: pytest.FixtureRequest) -> None:
    told = (request.config.rootpath / "docs/data-dictionary.md").read_text(encoding="utf-8")
    verdicts = {reason: "unreliable" for reason in UNRELIABLE} | {reason: "review" for reason in REVIEW}

    for reason, verdict in (verdicts | {"complement": "reliable"}).items():
        assert f"| `{reason}` | `{verdict}` |" in told
