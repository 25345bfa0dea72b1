"""The words of a plan in Vietnamese and English, and its table as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.style import NOTHING, confidence, count, number
from survey.planning.plan import Line, Plan

SHOWN = 60
"""Units printed at the terminal; a file has them all."""

WORDS: dict[str, dict[str, str]] = {
    "title": {
        "vi": "Cỡ mẫu: tỷ lệ dự kiến {p}, sai số ±{margin} điểm phần trăm, độ tin cậy {level}",
        "en": "Sample size: expected share {p}, margin ±{margin} points, level {level}",
    },
    "infinite": {"vi": "Mẫu ngẫu nhiên đơn giản", "en": "Simple random sample"},
    "deff": {"vi": "nhân hệ số thiết kế mẫu {deff}", "en": "times the design effect {deff}"},
    "fpc": {"vi": "rút từ tổng số {N}", "en": "out of a population of {N}"},
    "n": {"vi": "Số phiếu cần thu", "en": "Answers needed"},
    "invitations": {
        "vi": "Số người cần mời (tỷ lệ trả lời {rate})",
        "en": "People to ask (response rate {rate})",
    },
    "answers": {"vi": "Số phiếu dự kiến thu được", "en": "Answers to be expected"},
    "margin": {"vi": "Sai số thực có (±, điểm phần trăm)", "en": "Margin really had (±, points)"},
    "psus": {
        "vi": "Số địa bàn mẫu, mỗi địa bàn {m} phiếu",
        "en": "PSUs to visit, {m} answers in each",
    },
    "guidance": {
        "vi": "Theo hướng dẫn của Bộ Nội vụ, n = N/(1 + N·e²)",
        "en": "By the guidance of the Ministry of Home Affairs, n = N/(1 + N·e²)",
    },
    "assumptions": {
        "vi": "Công thức của hướng dẫn ngầm định: một nửa số người hài lòng (p = 0,5), z = 2 "
        "(độ tin cậy 95,4%), mẫu ngẫu nhiên đơn giản (không có hệ số thiết kế mẫu), và ai được mời "
        "cũng trả lời.",
        "en": "The guidance's formula takes for granted: half of the people are satisfied (p = 0.5), z = 2 "
        "(a level of 95.4%), a simple random sample (no design effect), and everybody who is asked answers.",
    },
    "every": {
        "vi": "Mỗi đơn vị; mẫu ngẫu nhiên đơn giản cần {n0}, sau hệ số thiết kế mẫu {deff} cần {n1}",
        "en": "Each unit; a simple sample takes {n0}, with the design effect {deff} it takes {n1}",
    },
    "unit": {"vi": "đơn vị", "en": "unit"},
    "population": {"vi": "tổng số", "en": "population"},
    "short_n": {"vi": "số phiếu", "en": "answers"},
    "short_invitations": {"vi": "mời", "en": "to ask"},
    "short_margin": {"vi": "sai số ±", "en": "margin ±"},
    "short_psus": {"vi": "địa bàn", "en": "PSUs"},
    "short_guidance": {"vi": "hướng dẫn", "en": "guidance"},
    "total": {"vi": "Cộng", "en": "Total"},
    "more": {
        "vi": "… và {k} đơn vị nữa (xem tệp --out)",
        "en": "… and {k} more units (see the file of --out)",
    },
}


def table(plan: Plan) -> Iterator[str]:
    """The plan line by line."""
    language = plan.request.language
    yield say(
        "title",
        language,
        p=confidence(plan.request.p, language),
        margin=number(plan.request.margin, language, _decimals(plan.request.margin)),
        level=confidence(plan.request.level, language),
    )
    yield ""
    yield from _units(plan) if plan.request.units else _one(plan)
    if any(line.guidance for line in plan.lines):
        yield ""
        yield say("assumptions", language)


def say(key: str, language: str, **values: str) -> str:
    """One of the words, filled in."""
    return WORDS[key][language].format(**values)


def _one(plan: Plan) -> Iterator[str]:
    line, language, request = plan.lines[0], plan.request.language, plan.request
    rows = [(say("infinite", language), number(plan.steps.n_infinite, language, 1))]
    if plan.deff != 1:
        deff = number(plan.deff, language, 2)
        rows.append((say("deff", language, deff=deff), number(plan.steps.n_with_deff, language, 1)))
    if line.population is not None:
        N = count(line.population, language)
        rows.append((say("fpc", language, N=N), number(plan.steps.n_with_fpc, language, 1)))
    rows.append((say("n", language), count(line.n, language)))
    rate = confidence(request.response_rate, language)
    rows.append((say("invitations", language, rate=rate), count(line.invitations, language)))
    if line.answers < line.n:
        rows.append((say("answers", language), count(line.answers, language)))
    rows.append((say("margin", language), _margin(line.margin, language)))
    if line.psus is not None:
        per_psu = count(request.per_psu or 0, language)
        rows.append((say("psus", language, m=per_psu), count(line.psus, language)))
    if line.guidance is not None:
        rows.append((say("guidance", language), count(line.guidance.n_rounded, language)))
    yield from _aligned([list(row) for row in rows])


def _units(plan: Plan) -> Iterator[str]:
    language = plan.request.language
    yield say(
        "every",
        language,
        n0=number(plan.steps.n_infinite, language, 1),
        deff=number(plan.deff, language, 2),
        n1=number(plan.steps.n_with_deff, language, 1),
    )
    yield ""
    keys = ["unit", "population", "short_n", "short_invitations", "short_margin"]
    keys += ["short_psus"] if plan.request.per_psu else []
    head = [say(key, language) for key in (*keys, "short_guidance")]
    shown = [_cells(line, language, bool(plan.request.per_psu)) for line in plan.lines[:SHOWN]]
    yield from _aligned([head, *shown, _total(plan)])
    if len(plan.lines) > SHOWN:
        yield say("more", language, k=count(len(plan.lines) - SHOWN, language))


def _cells(line: Line, language: str, psus: bool) -> list[str]:
    guidance = line.guidance.n_rounded if line.guidance else None
    numbers = [line.population, line.n, line.invitations]
    return [
        line.unit,
        *(_count(each, language) for each in numbers),
        _margin(line.margin, language),
        *([_count(line.psus, language)] if psus else []),
        _count(guidance, language),
    ]


def _total(plan: Plan) -> list[str]:
    language = plan.request.language
    sums = [
        sum(line.population or 0 for line in plan.lines),
        sum(line.n for line in plan.lines),
        sum(line.invitations for line in plan.lines),
    ]
    psus = [count(sum(line.psus or 0 for line in plan.lines), language)] if plan.request.per_psu else []
    guidance = sum(line.guidance.n_rounded for line in plan.lines if line.guidance)
    return [
        say("total", language),
        *(count(each, language) for each in sums),
        _margin(plan.overall_margin, language),
        *psus,
        count(guidance, language),
    ]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as their widest cell; texts to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = row
        cells = [
            first.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)),
        ]
        yield "  ".join(cells).rstrip()


def _count(value: int | None, language: str) -> str:
    return NOTHING if value is None else count(value, language)


def _margin(margin: float | None, language: str) -> str:
    return NOTHING if margin is None else number(100 * margin, language, 2)


def _decimals(value: float) -> int:
    return 0 if abs(value - round(value)) < 1e-9 else 1
