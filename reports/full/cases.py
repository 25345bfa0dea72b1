"""How the cases were handled, beside satisfaction: two kinds of figures, neither the cause of the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reports import style
from reports.background import Background, Cases
from reports.cells import cells
from reports.content import Chapter, Grid, GridRow
from reports.full.rows import line, sentences, share_of, told
from reports.subject import Subject

WIDTHS = (0.34, 0.13, 0.13, 0.16, 0.12, 0.12)
MONTHS = "January February March April May June July August September October November December".split()


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """One table; None where no case statistics were entered for the time of the wave."""
    found = background.of(subject.unit).cases
    if not found:
        return None
    heads = ("period", "received", "solved", "on_time", "late", "apologies")
    several = subject.unit is None
    beside = [_satisfaction(subject), subject.say("full_cases_units", n=subject.count(found[0].units))]
    grid = Grid(
        "case-statistics",
        "",
        tuple(subject.say(f"full_cases_{each}") for each in heads),
        tuple(row for each in found for row in _rows(subject, each)),
        finding=sentences(*beside if several else beside[:1]),
        notes=sentences(subject.say("full_cases_note")),
        widths=WIDTHS,
    )
    return Chapter("cases", subject.say("full_cases"), (grid,))


def _rows(subject: Subject, each: Cases) -> Iterator[GridRow]:
    period = f"{day(each.first, subject.language)} {style.TO} {day(each.last, subject.language)}"
    numbers = (each.received, each.solved, each.on_time, each.late, each.apologies)
    yield line(period, *(subject.count(number) for number in numbers))
    of_solved = [share_of(subject, number, each.solved) for number in (each.on_time, each.late)]
    # Apologies are owed to those who were late.
    yield line(
        subject.say("full_cases_shares"), "", "", *of_solved, share_of(subject, each.apologies, each.late)
    )


def _satisfaction(subject: Subject) -> str:
    figure = subject.headline
    if not told(figure):
        return subject.say("full_cases_hidden")
    printed = cells(figure, subject.printer)
    interval = f" ({printed.interval})" if printed.interval else ""
    return subject.say(f"full_cases_{subject.measure}", value=printed.value, interval=interval)


def day(date: dt.date, language: str) -> str:
    """05/11/2026 as documents write it; 5 November 2026."""
    if language == "vi":
        return f"{date.day:02}/{date.month:02}/{date.year}"
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
