"""The cast of the report tests: small questionnaires and summaries with simulated numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.estimate import Estimate
from analysis.figures import Figure, Highest, Kind, Limits, Lowest, Summary, Verdict
from analysis.interval import wilson
from questionnaires.model import Questionnaire
from questionnaires.parts import Block, Factor, IndexRule, Item, Option, Scale
from reports.content import About, Report, Sentence
from reports.unit import unit_report
from reports.whole import whole_report

JUSTICE, LAND, PARK = "Sở Tư pháp", "Sở Nông nghiệp và Môi trường", "Ban Quản lý Khu kinh tế"
LONG = (
    "Chi nhánh Trung tâm Phục vụ hành chính công khu vực số 7, đặt tại trụ sở Ủy ban nhân dân phường "
    "Nguyễn Nghiêm, tỉnh Quảng Ngãi (cơ sở 2, sau sáp nhập)"
)
ABOUT = About(
    title="Khảo sát mức độ hài lòng, tỉnh Lam Giang",
    source="phiếu sở ngành 2026.csv",
    checksum="7f3a 91c2 e04b",
    simulated=True,
    questionnaire="unit-short",
    version="2026.1",
)
LEVELS = {
    "1": ("Rất không hài lòng", "Very dissatisfied"),
    "2": ("Không hài lòng", "Dissatisfied"),
    "3": ("Bình thường", "Neither satisfied nor dissatisfied"),
    "4": ("Hài lòng", "Satisfied"),
    "5": ("Rất hài lòng", "Very satisfied"),
}
NO_OPINION = {"vi": "Không có ý kiến", "en": "No opinion"}
FIVE = Scale(
    options=tuple(Option(code=code, label={"vi": vi, "en": en}) for code, (vi, en) in LEVELS.items()),
    positive=("4", "5"),
    no_opinion=NO_OPINION,
)
THREE = Scale(
    options=(
        Option(code="1", label={"vi": "Không hài lòng", "en": "Dissatisfied"}),
        Option(code="2", label={"vi": "Ý kiến khác", "en": "Other opinion"}),
        Option(code="3", label={"vi": "Hài lòng", "en": "Satisfied"}),
    ),
    positive=("3",),
)
SUBJECTS = (
    "thái độ đón tiếp và cách giao tiếp của người phục vụ",
    "việc được hướng dẫn đủ hồ sơ ngay từ lần đầu",
    "thời gian trả kết quả so với ngày đã hẹn",
    "số phí, lệ phí phải nộp so với mức đã niêm yết",
    "sự dễ dàng khi tìm nơi gửi góp ý, phản ánh, kiến nghị",
)
THEMES = ("Tiếp cận dịch vụ", "Thủ tục hành chính", "Công chức, viên chức", "Kết quả giải quyết")


def questionnaire(
    sizes: Sequence[int] = (3, 2, 4), *, beside: int = 0, rule: IndexRule = "pooled", scale: Scale = FIVE
) -> Questionnaire:
    """Factors of so many items each, and so many overall items in the last one."""
    factors = []
    for number, size in enumerate(sizes, start=1):
        items = [_item(f"F{number}_{place}", number * 7 + place) for place in range(1, size + 1)]
        if number == len(sizes):
            items += [_item(f"G{place}", place, role="overall") for place in range(1, beside + 1)]
        title = {"vi": f"{THEMES[number % 4]} {number}", "en": f"Factor {number}"}
        factors.append(Factor(code=f"F{number}", title=title, items=tuple(items)))
    return _of(_block(factors=tuple(factors)), rule, scale)


def one_item(scale: Scale = THREE) -> Questionnaire:
    """A single question."""
    item = Item(code="Q", text={"vi": "sự phục vụ của cơ quan", "en": "the service of the office"})
    return _of(_block(items=(item,)), "pooled", scale)


def _block(**parts: object) -> Block:
    title = {"vi": "Hài lòng", "en": "Satisfaction"}
    whole = {"code": "satisfaction", "title": title, "role": "satisfaction", "scale": "levels", **parts}
    return Block.model_validate(whole)


def _of(block: Block, rule: IndexRule, scale: Scale) -> Questionnaire:
    title = {"vi": "Phiếu khảo sát mức độ hài lòng", "en": "Satisfaction form"}
    return Questionnaire(
        code="try",
        version="1",
        title=title,
        languages=("vi", "en"),
        index_rule=rule,
        scales={"levels": scale},
        blocks=(block,),
    )


def _item(code: str, place: int, role: str | None = None) -> Item:
    text = SUBJECTS[place % len(SUBJECTS)]
    return Item.model_validate(
        {"code": code, "role": role, "text": {"vi": f"{text} ({code})", "en": f"the subject of {code}"}}
    )


def estimate(value: float | None, n: int, **changes: object) -> Estimate:
    """A rate of a simple sample with its Wilson interval; a mean score with one a tenth wide each way."""
    if value is None:
        return Estimate(None, None, None, n, reason="nobody_answered")
    if value > 1:
        made = Estimate(value, 0.05, n - 1.0, n, value - 0.1, value + 0.1, method="t")
    else:
        low, high = wilson(value, n, 1.959964)
        made = Estimate(value, (value * (1 - value) / n) ** 0.5, n - 1.0, n, low, high, method="wilson_srs")
    return replace(made, **changes)  # type: ignore[arg-type]


def figure(
    code: str = "overall", kind: Kind = "overall", *, value: float = 0.92, n: int = 50, **changes: object
) -> Figure:
    """A figure of Sở Tư pháp in 2026 that is shown, and reliable when it deserves it."""
    made = estimate(value, n)
    assert made.low is not None and made.high is not None
    reliable = n >= 30 and made.high - made.low <= 0.3
    dont_know = n // 25 if "item" in kind else None
    whole = Figure("2026", JUSTICE, None, code, kind, n, n, dont_know, None, made, reliable=reliable)
    return replace(whole, **changes)  # type: ignore[arg-type]


def hidden(code: str = "overall", kind: Kind = "overall", why: str = "hidden") -> Figure:
    """A figure that is not shown."""
    return Figure("2026", JUSTICE, None, code, kind, None, None, None, None, None, why)  # type: ignore[arg-type]


def summary(
    asked: Questionnaire,
    units: Mapping[str, int] | None = None,
    *,
    wave: str | None = "2026",
    **changes: object,
) -> Summary:
    """Every figure of so many ballots in each unit, spread over 60–98 %, with naive verdicts."""
    sizes = dict(units if units is not None else {JUSTICE: 50, LAND: 412, PARK: 96})
    kinds: dict[str, Kind] = {group.code: group.kind for group in asked.groups}
    kinds |= {item.code: "overall_item" if item.role else "item" for item in asked.rated_items}
    figures: list[Figure] = []
    for row, (code, kind) in enumerate(kinds.items()):
        values = {unit: _value(row, place, n) for place, (unit, n) in enumerate(sizes.items())}
        for unit, n in sizes.items():
            figures.append(
                _of_unit(figure(code, kind, value=values[unit], n=max(n, 1)), unit, wave, n, values)
            )
        total = sum(sizes.values())
        pooled = figure(code, kind, value=_value(row, 9, total), n=max(total, 1))
        figures.append(replace(pooled, unit=None, wave=wave))
    made = Summary(
        tuple(figures),
        lowest=tuple(each for unit in (None, *sizes) for each in _lowest(figures, unit, wave)),
        highest=tuple(each for unit in (None, *sizes) for each in _highest(figures, unit, wave)),
        units=tuple(sizes),
        waves=() if wave is None else (wave,),
        index_rule=asked.index_rule,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def _lowest(figures: Sequence[Figure], unit: str | None, wave: str | None) -> list[Lowest]:
    """The lowest three of at least four items, the lowest "clearly"."""
    found = _ordered(figures, unit)[:3]
    return [Lowest(unit, wave, f.code, place == 0) for place, f in enumerate(found)]


def _highest(figures: Sequence[Figure], unit: str | None, wave: str | None) -> list[Highest]:
    """The highest three of the others, all of them "clearly"."""
    found = _ordered(figures, unit)[3:][::-1][:3]
    return [Highest(unit, wave, f.code, clearly=True) for f in found]


def _ordered(figures: Sequence[Figure], unit: str | None) -> list[Figure]:
    items = [f for f in figures if f.unit == unit and f.kind == "item" and f.reliable and f.estimate]
    items.sort(key=lambda f: f.estimate.value if f.estimate and f.estimate.value is not None else 0.0)
    return items if len(items) > 3 else []


def _value(row: int, place: int, n: int) -> float:
    share = 0.6 + 0.38 * ((row * 37 + place * 17) % 23) / 22
    return round(share * n) / max(n, 1)


def _of_unit(made: Figure, unit: str, wave: str | None, n: int, values: Mapping[str, float]) -> Figure:
    placed = replace(made, unit=unit, wave=wave)
    if n < 5:
        why = "hidden" if n else "empty"
        nothing = replace(hidden(made.code, made.kind, why), unit=unit, wave=wave)
        return nothing if n else replace(nothing, n=0, n_valid=0)
    rest = [value for name, value in values.items() if name != unit]
    if not rest or made.estimate is None:
        return placed
    others = sum(rest) / len(rest)
    assert made.estimate.low is not None and made.estimate.high is not None
    low, high = made.estimate.low, made.estimate.high
    verdict: Verdict = "higher" if low > others else "lower" if high < others else "same"
    return replace(placed, others=others, versus_others=verdict if made.reliable else "")


def with_figures(whole: Summary, *changed: Figure) -> Summary:
    """The summary with some of its figures replaced."""
    keys = {(f.wave, f.unit, f.code): f for f in changed}
    figures = tuple(keys.get((f.wave, f.unit, f.code), f) for f in whole.figures)
    return replace(whole, figures=figures)


def ballots(value: float = 0.92, n: int = 50, **changes: object) -> Summary:
    """The survey of one question in one department: 46 of 50 satisfied, 4 of another opinion."""
    asked = one_item()
    satisfied = round(value * n)
    counts = (("1", 0), ("2", n - satisfied), ("3", satisfied))
    item = figure("Q", "item", value=value, n=n, counts=counts, dont_know=0)
    made = with_figures(summary(asked, {JUSTICE: n}), figure(value=value, n=n), item)
    return replace(made, **changes)  # type: ignore[arg-type]


def report(
    whole: Summary,
    asked: Questionnaire,
    *,
    unit: str = JUSTICE,
    wave: str | None = "2026",
    language: str = "vi",
    **options: object,
) -> Report:
    """The report of one unit."""
    told = {"unit": unit, "wave": wave, "language": language, "about": ABOUT, **options}
    return unit_report(whole, asked, **told)  # type: ignore[arg-type]


def report_of_all(
    whole: Summary, asked: Questionnaire, *, wave: str | None = "2026", language: str = "vi"
) -> Report:
    """The report for the whole."""
    return whole_report(whole, asked, wave=wave, language=language, about=ABOUT)


def texts(made: Report, *, official: bool = False) -> str:
    """Everything that a report says in sentences, in reading order; `official` with its leading zeros."""

    def told(sentences: Sequence[Sentence]) -> list[str]:
        return [(official and sentence.official) or sentence.text for sentence in sentences]

    parts = [made.title, made.subtitle, *told(made.headline.sentences)]
    for fact in (*made.facts, *made.method):
        parts += [fact.term, *told(fact.sentences)]
    for section in made.sections:
        parts += [section.title, *told(section.finding), *told(section.notes)]
    return "\n".join(parts)


STRICT = Limits(display=10, public=True)
