"""What goes most closely with overall satisfaction, and where to look first; an association, no cause."""

from __future__ import annotations

from reports import style
from reports.background import Background, Driver
from reports.content import Chapter, Grid, GridRow
from reports.full.rows import line, sentences
from reports.subject import Subject

LEAST = 300
WIDTHS = (0.42, 0.12, 0.15, 0.13, 0.18)


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """One table; None below 300 complete answers."""
    found = background.of(subject.unit).driven
    if found is None or found.n < LEAST:
        return None
    heads = [subject.say(f"full_drivers_{each}") for each in ("item", "share", "interval")]
    heads += [subject.say(f"head_{subject.measure}"), subject.say("full_drivers_place")]
    grid = Grid(
        "drivers",
        "",
        tuple(heads),
        tuple(_row(subject, each) for each in found.drivers),
        finding=sentences(
            subject.say(
                "full_drivers_found",
                outcome=subject.label(found.outcome),
                n=subject.count(found.n),
                r2=style.percentage(found.r2, subject.language, 1),
            )
        ),
        notes=sentences(
            subject.say("full_drivers_note"),
            subject.say("full_drivers_draws", draws=subject.count(found.draws), seed=str(found.seed)),
        ),
        widths=WIDTHS,
    )
    return Chapter("drivers", subject.say("full_drivers"), (grid,))


def _row(subject: Subject, each: Driver) -> GridRow:
    ends = [style.bound(end, subject.language) for end in (each.low, each.high)]
    return line(
        subject.label(each.code),
        style.percentage(each.share, subject.language, 1),
        style.TO.join(ends),
        style.MISSING if each.performance is None else subject.printer.value(each.performance),
        subject.say(f"full_quadrant_{each.quadrant}") if each.quadrant else style.MISSING,
    )
