"""Weights and standard errors after weighting, against R `survey` 4.1-1 on a small made-up survey.

d <- data.frame(village = rep(letters[1:6], each = 3), person = 1:18, …)   # the columns below
A <- svydesign(id = ~village + person, fpc = ~villages + people, data = d)
B <- svydesign(id = ~village, strata = ~district, weights = ~w, data = d)
postStratify(x, ~sex, …); rake(x, list(~sex, ~area), …, control = list(epsilon = 1e-13, maxit = 1000))
calibrate(x, ~sex + age, c(T, .48 * T, 44 * T), calfun = …, bounds = …, epsilon = 1e-12)
trimWeights(rake(…), lower = …, upper = …, strict = TRUE)
svymean(~y, x); svytotal(~y, x); svymean(~y, subset(x, area == "town"))
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.design import Design
from analysis.mean import mean, total
from analysis.weighting.calibrate import calibrate
from analysis.weighting.model_matrix import model_matrix
from analysis.weighting.post_stratify import post_stratify
from analysis.weighting.rake import rake
from analysis.weighting.trim import trim
from analysis.weighting.weighted import Weighted

VILLAGE = list("aaabbbcccdddeeefff")
SEX = list("fmfmffmmffmfmffmfm")
AREA = [{"t": "town", "l": "land"}[code] for code in "ttlltlltltlltllltl"]
AGE = np.array([34, 51, 27, 63, 45, 38, 29, 56, 41, 33, 70, 48, 25, 52, 37, 44, 60, 31.0])
Y = np.array([1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1.0])
TWO_STAGES = Design.of(
    18,
    psu=[VILLAGE, list(range(18))],
    population=[np.full(18, 20.0), np.repeat([30.0, 24, 18, 40, 12, 25], 3)],
)
STRATA = Design.of(
    18,
    weight=[11, 12, 9, 14, 10, 10, 8, 7, 12, 15, 13, 11, 6, 9, 8, 10, 12, 14],
    stratum=np.repeat(["x", "y", "z"], 6).tolist(),
    psu=[VILLAGE],
)
PEOPLE = {"two stages": (TWO_STAGES, 500.0), "strata": (STRATA, 200.0)}


def post_stratified(design: Design, people: float) -> Weighted:
    return post_stratify(design, SEX, {"f": 0.52 * people, "m": 0.48 * people})


def raked(design: Design, people: float) -> Weighted:
    targets = {
        "sex": {"f": 0.52 * people, "m": 0.48 * people},
        "area": {"land": 0.65 * people, "town": 0.35 * people},
    }
    return rake(design, {"sex": SEX, "area": AREA}, targets, tolerance=1e-13)


def calibrated(distance: str, bounds: tuple[float, float] | None) -> Callable[[Design, float], Weighted]:
    def weighted(design: Design, people: float) -> Weighted:
        x = model_matrix({"sex": SEX, "age": AGE})
        totals = {"(Intercept)": people, "sexm": 0.48 * people, "age": 44 * people}
        return calibrate(design, x, totals, distance=distance, bounds=bounds, tolerance=1e-12)

    return weighted


def trimmed(design: Design, people: float) -> Weighted:
    lower, upper = (18.0, 50.0) if people == 500 else (9.0, 14.5)
    return trim(raked(design, people).design, lower=lower, upper=upper)


WEIGHTINGS: dict[str, Callable[[Design, float], Weighted]] = {
    "post-stratified": post_stratified,
    "raked": raked,
    "linear": calibrated("linear", None),
    "raking": calibrated("raking", None),
    "raking in bounds": calibrated("raking", (0.85, 1.25)),
    "linear in bounds": calibrated("linear", (0.85, 1.25)),
    "logit": calibrated("logit", (0.5, 2)),
    "trimmed": trimmed,
}

# fmt: off
# First four weights; sum of squared weights; mean, se; total, se; mean in towns, se.
IN_R = {
    "two stages": {
        "post-stratified": (30.58823529, 37.5, 30.58823529, 30, 15678.48054, 0.6625196078, 0.07565966411, 331.2598039, 37.82983205, 0.6012683511, 0.1914360027),
        "raked": (27.55765204, 32.84399011, 33.23999564, 31.6930945, 15829.61334, 0.6674820362, 0.07761691734, 333.7410181, 38.80845867, 0.6023569933, 0.2061602133),
        "linear": (32.04635828, 37.22057742, 33.57919074, 27.6742917, 15523.57338, 0.6521267184, 0.07569819988, 326.0633592, 37.84909994, 0.5922697653, 0.2016446297),
        "raking": (31.82739777, 37.02999768, 33.24489131, 27.49178232, 15493.36182, 0.6526794098, 0.07548096035, 326.3397049, 37.74048018, 0.5949561389, 0.2011633732),
        "raking in bounds": (31.95565067, 37.98693775, 33.99745421, 27.32827122, 15505.26762, 0.6486790915, 0.07601767448, 324.3395458, 38.00883724, 0.5914697382, 0.2009809796),
        "linear in bounds": (32.03089953, 37.97649954, 34.17122116, 27.4459014, 15514.88074, 0.6489952992, 0.076089496, 324.4976496, 38.044748, 0.5908644482, 0.2011860573),
        "logit": (31.84108536, 37.11319926, 33.31295066, 27.49685629, 15495.88741, 0.6524307953, 0.0755180169, 326.2153977, 37.75900845, 0.5945386473, 0.2011814102),
        "trimmed": (26.7398961, 32.02623417, 32.42223969, 30.87533856, 15328.27981, 0.6662515921, 0.07721519584, 333.1257961, 39.07953429, 0.6116048296, 0.2051862259),
    },
    "strata": {
        "post-stratified": (10.69158879, 13.71428571, 8.747663551, 16, 2361.744895, 0.6633377837, 0.03025407138, 132.6675567, 6.050814276, 0.6238818685, 0.2028119695),
        "raked": (10.01377934, 12.62568401, 9.198840258, 16.53815056, 2371.563144, 0.6651802602, 0.03205981393, 133.036052, 6.411962785, 0.6245594622, 0.2149749247),
        "linear": (11.11542137, 13.54517777, 9.415886542, 14.94550505, 2354.40839, 0.6573962867, 0.02962459649, 131.4792573, 5.924919298, 0.6176219626, 0.2079675634),
        "raking": (11.06706097, 13.50132277, 9.357768951, 14.88763248, 2353.42883, 0.6576666099, 0.0294596133, 131.533322, 5.891922659, 0.6192880256, 0.2075122176),
        "raking in bounds": (11.0770023, 13.52115931, 9.374434417, 14.88699343, 2355.323075, 0.6572980946, 0.02965719789, 131.4596189, 5.931439579, 0.6182783891, 0.2079840121),
        "linear in bounds": (11.12083226, 13.5549642, 9.424417475, 14.945979, 2355.323344, 0.6571711169, 0.02970225612, 131.4342234, 5.940451223, 0.6170845689, 0.2082277969),
        "logit": (11.07763003, 13.52168524, 9.376539892, 14.89693096, 2353.691971, 0.6575212788, 0.02951868057, 131.5042558, 5.903736113, 0.6188342643, 0.2076205267),
        "trimmed": (9.996089873, 12.60799455, 9.181150795, 14.5, 2296.919874, 0.6657109441, 0.02766536603, 133.1421888, 6.464799531, 0.6464483287, 0.2106419731),
    },
}
# fmt: on


@pytest.mark.parametrize("sampling", IN_R)
@pytest.mark.parametrize("name", WEIGHTINGS)
def test_weights_and_their_errors_are_those_of_r(name: str, sampling: str) -> None:
    design = WEIGHTINGS[name](*PEOPLE[sampling]).design
    everybody, sum_of_y = mean(Y, design), total(Y, design)
    towns = mean(Y, design, domain=np.array(AREA) == "town")
    found = [*design.weight[:4], (design.weight**2).sum()]
    found += [everybody.value, everybody.se, sum_of_y.value, sum_of_y.se, towns.value, towns.se]

    assert found == pytest.approx(IN_R[sampling][name], rel=2e-9)


@pytest.mark.parametrize("name", WEIGHTINGS)
def test_the_order_of_the_rows_does_not_matter(name: str) -> None:
    design = WEIGHTINGS[name](*PEOPLE["strata"]).design
    order = np.random.default_rng(20261122).permutation(18)
    turned = design.take(order)

    assert mean(Y[order], turned).se == pytest.approx(mean(Y, design).se, rel=1e-12)


def test_raking_by_margins_and_by_calibration_give_the_same_weights_but_not_the_same_error() -> None:
    # R: SE(rake) and SE(calibrate(calfun = "raking")) differ by construction.
    design, people = PEOPLE["strata"]
    by_margins = raked(design, people).design
    columns = model_matrix({"sex": SEX, "area": AREA})
    totals = {"(Intercept)": people, "sexm": 0.48 * people, "areatown": 0.35 * people}
    by_columns = calibrate(design, columns, totals, distance="raking", tolerance=1e-12).design

    assert by_columns.weight == pytest.approx(by_margins.weight, rel=1e-9)
    assert mean(Y, by_columns).se != pytest.approx(mean(Y, by_margins).se, rel=1e-4)
