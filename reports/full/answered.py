"""Who answered: forms wanted, returned and set aside, and the respondents by what is known of them."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.figures import Figure
from reports import style
from reports.background import Background, Breakdown, Returns
from reports.content import Block, Chapter, Grid, GridRow
from reports.full.labels import column_label, value_label
from reports.full.rows import group, line, prose, share_of
from reports.subject import Subject
from reports.texts.full import RULES

WIDTHS = (0.64, 0.18, 0.18)


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """Returns and make-up; None where nothing of either is known."""
    blocks: list[Block] = []
    returned = list(_returned(subject, background.of(subject.unit).returns))
    if returned:
        blocks.append(prose("returns", "", [returned]))
    rows = tuple(_rows(subject, background.breakdowns))
    if rows:
        heads = tuple(subject.say(f"full_who_{each}") for each in ("head", "n", "share"))
        note = prose("", "", [[subject.say("full_who_note")]]).paragraphs[0]
        blocks.append(Grid("make-up", subject.say("full_who_table"), heads, rows, notes=note, widths=WIDTHS))
    title = subject.say("full_who")
    return Chapter("who-answered", title, tuple(blocks)) if blocks else None


def count_of(subject: Subject, by: tuple[str, str] | None) -> Figure | None:
    """The overall figure of a breakdown, whose n is its ballots; None where nobody is in it."""
    try:
        return subject.summary.figure(subject.headline.code, unit=subject.unit, wave=subject.wave, by=by)
    except KeyError:
        return None


def _returned(subject: Subject, known: Returns | None) -> Iterator[str]:
    """Nothing where the number of forms is hidden: it could be worked out from the others."""
    n = subject.headline.n
    if known is None or n is None:
        return
    told = {"n": subject.count(n)}
    if known.drawn:
        share = share_of(subject, n, known.drawn)
        yield subject.say("full_drawn", drawn=subject.count(known.drawn), share=share, **told)
    elif known.target:
        share = share_of(subject, n, known.target)
        yield subject.say("full_target", target=subject.count(known.target), share=share, **told)
    aside = sum(number for _, number in known.set_aside)
    if not aside:
        yield subject.say("full_all_valid", **told)
        return
    listed = ", ".join(_rule(subject, rule, number) for rule, number in known.set_aside)
    counts = {"returned": subject.count(n + aside), "aside": subject.count(aside)}
    yield subject.say("full_set_aside", list=listed, **counts, **told)


def _rule(subject: Subject, rule: str, number: int) -> str:
    text = subject.text(RULES[rule]) if rule in RULES else subject.say("full_rule", rule=style.plain(rule))
    return f"{subject.count(number)} {text}"


def _rows(subject: Subject, breakdowns: tuple[Breakdown, ...]) -> Iterator[GridRow]:
    for each in breakdowns:
        found = [(value, count_of(subject, (each.name, value))) for value in each.values]
        lines = [_line(subject, each.name, value, figure) for value, figure in found if figure is not None]
        if lines:
            yield group(column_label(subject, each.name))
            yield from lines


def _line(subject: Subject, column: str, value: str, figure: Figure) -> GridRow:
    label, whole = value_label(subject, column, value), subject.headline.n
    if figure.n is None:
        return line(label, style.HIDDEN, style.HIDDEN)
    share = style.MISSING if whole is None else share_of(subject, figure.n, whole)
    return line(label, subject.count(figure.n), share)
