"""The sections of a report that are tables: lowest items, factors, items, units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.figures import Figure
from reports import style, words
from reports.cells import dont_know_share
from reports.content import Row, Section, Sentence
from reports.subject import Subject

MUCH_DONT_KNOW = 0.20
"""Above this share of "no opinion" the base rule is repeated beside the item."""


def lowest(subject: Subject) -> Section | None:
    """The three lowest items, and which of them are clearly below the others."""
    found = subject.summary.lowest_of(unit=subject.unit, wave=subject.wave)
    if not found:
        return None
    rows = tuple(_row(subject, each.code) for each in found)
    what = subject.say(f"what_{subject.measure}")
    title = subject.say(f"section_lowest_{len(rows)}", what=what)
    clear = [subject.label(each.code) for each in found if each.clearly]
    return _section(subject, "lowest", rows, title=title, finding=_judged(subject, clear, len(rows)))


def groups(subject: Subject) -> Section | None:
    """Aspects and factors, unless every one of them is a single item."""
    if all(len(group.items) == 1 for group in subject.groups):
        return None
    rows = tuple(
        Row(subject.label(group.code), subject.figure(group.code), "group" if group.children else "item")
        for group in subject.groups
    )
    return _section(subject, "groups", rows, finding=_groups_found(subject, rows), head="factor")


def items(subject: Subject) -> Section | None:
    """Every item under its factor."""
    rows = tuple(_item_rows(subject))
    if not rows:
        return None
    notes = dont_know(subject, subject.pooled_items)
    return _section(subject, "items", rows, finding=_found(subject, rows, "items_found"), notes=notes)


def overall_items(subject: Subject) -> Section | None:
    """The overall questions, which are reported beside the index."""
    codes = [item.code for item in subject.overall_items]
    if not codes:
        return None
    rows = tuple(_row(subject, code) for code in codes)
    finding = (Sentence(subject.say("beside")),) if subject.pooled_items else ()
    return _section(subject, "beside", rows, finding=finding, notes=dont_know(subject, codes))


def units(subject: Subject) -> Section | None:
    """The overall figure of every unit; in order of the estimate only for reading, never of volunteers."""
    names = subject.summary.units
    if len(names) < 2:
        return None
    code = subject.headline.code
    figures = [subject.figure_of(name, code) for name in names]
    if not subject.summary.voluntary:
        figures.sort(key=_reading_order)
    rows = tuple(Row(style.plain(figure.unit or ""), figure, "unit") for figure in figures)
    order = "order_of_names" if subject.summary.voluntary else "order_for_reading"
    found = _found(subject, rows, "units_found")
    notes = (Sentence(subject.say("units_tested_together")),) if found else ()
    finding = (*found, Sentence(subject.say(order)))
    return _section(subject, "units", rows, finding=finding, notes=notes, head="unit")


def dont_know(subject: Subject, codes: Iterable[str]) -> tuple[Sentence, ...]:
    """Where many had no opinion, the base rule is said again."""
    shares = [(code, dont_know_share(subject.figure(code))) for code in codes]
    much = [(code, share) for code, share in shares if share is not None and share > MUCH_DONT_KNOW]
    if not much:
        return ()
    told = [(subject.label(code), style.percentage(share, subject.language, 1)) for code, share in much]
    wording = subject.text(subject.scale(subject.questionnaire.item(much[0][0])).no_opinion)
    label = (wording[:1].lower() + wording[1:]) or subject.say("no_opinion")
    if len(told) == 1:
        item, share_text = told[0]
        return (Sentence(subject.say("dont_know", share=share_text, label=label, item=item)),)
    listed = "; ".join(f"{item} ({share_text})" for item, share_text in told)
    limit = style.percentage(MUCH_DONT_KNOW, subject.language, 0)
    return (Sentence(subject.say("dont_know_several", limit=limit, label=label, list=listed)),)


def _item_rows(subject: Subject) -> Iterable[Row]:
    with_headings = groups(subject) is not None
    for group in subject.questionnaire.groups:
        if group.children:
            continue
        if with_headings and group.kind != "overall":
            yield Row(subject.label(group.code), None, "group")
        for code in group.items:
            yield _row(subject, code)


def _row(subject: Subject, code: str) -> Row:
    figure = subject.figure(code)
    if subject.scale(subject.questionnaire.item(code)).no_opinion is None and not figure.dont_know:
        # It was not offered, so "0,0%" would tell of an answer that nobody could give.
        figure = replace(figure, dont_know=None)
    return Row(subject.label(code), figure, "item")


def _section(
    subject: Subject,
    name: str,
    rows: tuple[Row, ...],
    *,
    title: str = "",
    head: str = "item",
    finding: tuple[Sentence, ...] = (),
    notes: tuple[Sentence, ...] = (),
) -> Section:
    title = title or subject.say(f"section_{name}")
    return Section(name, title, subject.say(f"head_{head}"), rows, finding, notes)


def _judged(subject: Subject, clear: Sequence[str], n: int) -> tuple[Sentence, ...]:
    whose = "" if subject.unit is None else subject.say("whose_unit")
    if not clear:
        return (Sentence(subject.say("lowest_none", whose=whose)),)
    told = Sentence(subject.say("lowest_clear", clear=words.quoted(clear), whose=whose), strong=True)
    return (told,) if len(clear) == n else (told, Sentence(subject.say("lowest_rest")))


def _groups_found(subject: Subject, rows: Sequence[Row]) -> tuple[Sentence, ...]:
    found = []
    for verdict in ("lower", "higher", "same"):
        names = [row.label for row in rows if row.figure and row.figure.versus_others == verdict]
        if names:
            everything = len(names) == len(rows) > 1
            listed = subject.say("all_groups") if everything else "; ".join(names)
            text = subject.say(f"groups_{verdict}", list=listed)
            found.append(Sentence(text, strong=verdict != "same"))
    return tuple(found)


def _found(subject: Subject, rows: Sequence[Row], key: str) -> tuple[Sentence, ...]:
    verdicts = [row.figure.versus_others for row in rows if row.figure]
    if not any(verdicts):
        return ()
    counts = {word: subject.count(verdicts.count(word)) for word in ("lower", "higher", "same")}
    return (Sentence(subject.say(key, **counts), strong=True),)


def _reading_order(figure: Figure) -> tuple[bool, float]:
    """Highest first, those without a figure last; ties stay in the order of the file."""
    value = figure.estimate.value if figure.estimate else None
    return (value is None, -(value or 0.0))
