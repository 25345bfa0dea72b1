"""What the page of comparison shows, printed as the reports print it; read only when somebody asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from questionnaires.model import say as text_of
from reports import style, words
from reports.cells import Cells, cells
from reports.charts.data import Axis
from reports.measures import Printer
from reports.parts import svg
from reports.parts.marks import marks
from survey.results.stored.comparison import ORDERS, UNRANKED, Apart, League, Member, ordered
from survey.staff.results.compare import AT_A_TIME
from survey.staff.results.messages import ResultWords

TWIN = 200
"""Units that the table beside the funnel lists; where there are more, those outside the limits."""
TONES = {"above": "higher", "below": "lower", "same": "same"}


@dataclass(frozen=True)
class Line:
    """One printed row; `group` opens a part of the table that no order mixes with the one before."""

    member: Member
    told: Cells
    strip: Markup
    rank: str
    tone: str
    verdict: str
    class_: str
    change: str
    change_tone: str
    group: str


@dataclass(frozen=True)
class Pair:
    """Two units side by side, or why they cannot be."""

    lines: tuple[Line, ...]
    verdict: str
    sentence: str


@dataclass(frozen=True)
class View:
    """The whole page."""

    league: League
    order: str
    orders: tuple[str, ...]
    heads: tuple[str, str]
    """Over the figures and over their intervals."""
    lines: tuple[Line, ...]
    pages: int
    page: int
    found: int
    tiers: tuple[tuple[str, int], ...]
    ranked: str
    leads: tuple[str, ...]
    pieces: Mapping[str, Any]
    twin: tuple[tuple[str, ...], ...]
    scale: Markup
    pair: Pair | None
    problem: str


def view(league: League, asked: Mapping[str, Any], language: str, said: ResultWords) -> View:
    """The rows that were asked for, and what the report says of all."""
    printer = Printer("score" if league.measure == "score" else "rate", language)
    orders = tuple(ORDERS) if league.ranks else UNRANKED
    order = asked["order"] if asked["order"] in orders else orders[0]
    rows = ordered((row for row in league.rows if _matches(row["name"], asked["name"])), order)
    last = max(1, -(-len(rows) // AT_A_TIME))
    page = min(max(asked["page"], 1), last)
    part = rows[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    pieces = league.kind_told["said"][language] if league.runs else {}
    pair, problem = _pair(league, asked["units"], printer, said)
    return View(
        league=league,
        order=order,
        orders=orders,
        heads=_heads(league, language),
        lines=tuple(_lines(league, part, printer, order)),
        pages=last,
        page=page,
        found=len(rows),
        tiers=tuple(_tiers(league)) if league.runs and league.ranks else (),
        ranked=_ranked(league),
        leads=tuple(each.get("page") or each["text"] for each in pieces.get("ranks", {}).get("finding", ())),
        pieces={code: piece for code, piece in pieces.items() if piece.get("chart")},
        twin=tuple(_twin(league, printer)) if league.runs else (),
        scale=svg.scale(league.axis),
        pair=pair,
        problem=problem,
    )


def _heads(league: League, language: str) -> tuple[str, str]:
    level = style.confidence(league.told["level"], language)
    figure = words.say(f"head_{league.measure}", language)
    return figure, words.say("head_interval", language, level=level)


def _matches(name: str, wanted: str) -> bool:
    return wanted.casefold() in name.casefold()


def _lines(league: League, rows: Sequence[Any], printer: Printer, order: str) -> Iterator[Line]:
    group = ""
    for row in rows:
        line = _line(league, league.member(row), printer)
        if line.group == group or order not in ("high", "low"):
            line = _without_group(line)
        else:
            group = line.group
        yield line


def _without_group(line: Line) -> Line:
    return Line(**{**vars(line), "group": ""})


def _line(league: League, member: Member, printer: Printer) -> Line:
    told = cells(member.figure, printer)
    tone = TONES.get(member.tier, "")
    change, change_tone = _change(member, printer)
    return Line(
        member=member,
        told=told,
        strip=_strip(member, league.axis),
        rank=_rank(member, printer.language),
        tone=tone,
        verdict=words.say(f"verdict_{tone}", printer.language) if tone else "",
        class_=_class(league, member, printer.language),
        change=change,
        change_tone=change_tone,
        group="2" if member.figure.suppressed else "" if member.figure.reliable else "1",
    )


def _strip(member: Member, axis: Axis) -> Markup:
    return Markup(svg.strip(marks(member.figure, axis), axis))


def _rank(member: Member, language: str) -> str:
    if member.place is None:
        return style.NOTHING
    low, high = (style.count(each, language) for each in (member.place.low, member.place.high))
    return low if low == high else f"{low}{style.TO}{high}"


def _class(league: League, member: Member, language: str) -> str:
    found = league.classed(member)
    if found is None:
        return style.NOTHING
    others = [text_of(band.name, language) for band in (*found.above, *found.below)]
    name = text_of(found.band.name, language)
    if not others:
        return name
    return words.say(
        "official_class_open", language, own=name, other=words.say("class_or", language).join(others)
    )


def _change(member: Member, printer: Printer) -> tuple[str, str]:
    change = member.change
    if change is None or change.difference is None:
        return style.NOTHING, ""
    tone = ("higher" if change.difference > 0 else "lower") if change.differs else "same"
    return _signed(change.difference, printer), tone


def _signed(gap: float, printer: Printer) -> str:
    if printer.measure == "rate":
        return style.points(gap, printer.language, signed=True)
    return style.number(gap, printer.language, 2, signed=True)


def _tiers(league: League) -> Iterator[tuple[str, int]]:
    """How many units stand in each tier, and how many in none."""
    found: Counter[str] = Counter()
    for row in league.rows:
        figure = row["figure"]
        where = (
            "hidden"
            if figure.get("suppressed")
            else "reference"
            if not figure.get("reliable")
            else row["tier"]
        )
        found[where] += 1
    for tier in ("above", "same", "below", "reference", "hidden"):
        if found[tier]:
            yield tier, found[tier]


def _ranked(league: League) -> str:
    return str(next((row["place"]["of"] for row in league.kind_told["rows"] if row["place"]), 0))


def _twin(league: League, printer: Printer) -> Iterator[tuple[str, ...]]:
    """The numbers of the funnel."""
    found = [(row["name"], row["expected"]) for row in league.rows if row["expected"]]
    for name, told in found:
        if len(found) <= TWIN or told.get("outside"):
            size = style.count(round(told["size"]), printer.language)
            yield (
                style.plain(name),
                size,
                printer.value(told["value"]),
                printer.interval(told["low"], told["high"]),
            )


def _pair(
    league: League, units: Sequence[int], printer: Printer, said: ResultWords
) -> tuple[Pair | None, str]:
    if not units or not league.runs:
        return None, ""
    if len(units) != 2:
        return None, said.pick_two
    apart = league.apart(*units)
    if apart is None:
        return None, said.not_comparable
    lines = tuple(_line(league, each, printer) for each in (apart.first, apart.second))
    return Pair(lines, *_judged(league, apart, printer, said)), ""


def _judged(league: League, apart: Apart, printer: Printer, said: ResultWords) -> tuple[str, str]:
    """The verdict and its sentence: higher only where the test of all pairs says so."""
    language = printer.language
    open_ = words.say("verdict_same", language)
    gap = printer.gap(apart.difference)
    if apart.low is None or apart.high is None:
        return open_, said.untested.format(gap=gap)
    low, high = (printer.bare_end(each, signed=True) for each in (apart.low, apart.high))
    names = (
        (apart.first.name, apart.second.name)
        if apart.difference > 0
        else (apart.second.name, apart.first.name)
    )
    told = {
        "gap": gap,
        "level": style.confidence(league.told["level"], language),
        "low": low,
        "high": high,
        "higher": style.plain(names[0]),
        "lower": style.plain(names[1]),
        "tests": style.count(league.kind_told["testing"]["tests"], language),
    }
    if apart.differs:
        return words.say("verdict_higher", language), said.differs.format(**told)
    crosses = apart.low <= 0 <= apart.high
    return open_, (said.within if crosses else said.many).format(**told)
