"""The sections of a report that are tables: highest and lowest items, factors, items, units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.figures import Figure, Highest, Lowest
from reports import style, words
from reports.cells import EXACT, dont_know_share
from reports.content import Row, Section, Sentence
from reports.subject import Subject

Ends = tuple[Lowest, ...] | tuple[Highest, ...]

MUCH_DONT_KNOW = 0.20
"""Above this share of "no opinion" the base rule is repeated beside the item."""


def extremes(subject: Subject) -> Section | None:
    """The three highest and the three lowest items, and which of them are clearly apart from the others."""
    of = {"unit": subject.unit, "wave": subject.wave}
    ends: dict[str, Ends] = {
        "highest": subject.summary.highest_of(**of),
        "lowest": subject.summary.lowest_of(**of),
    }
    ends = {name: found for name, found in ends.items() if found}
    if not ends or _all_the_same(subject, ends):
        return None
    rows = tuple(row for name, found in ends.items() for row in _end_rows(subject, name, found))
    numbers = {name: subject.say(f"number_{len(found)}") for name, found in ends.items()}
    told = {"what": subject.say(f"what_{subject.measure}"), **numbers}
    title = style.capital(subject.say("section_" + "_".join(ends), **told))
    made = _section(subject, "extremes", rows, title=title, finding=_judged(subject, ends))
    return replace(made, brief=True)


def _all_the_same(subject: Subject, ends: Mapping[str, Ends]) -> bool:
    """Whether all items print the same figure, so that none is higher or lower than another."""
    estimates = [subject.figure(each.code).estimate for found in ends.values() for each in found]
    printed = {subject.printer.value(each.value) for each in estimates if each and each.value is not None}
    return len(ends) > 1 and len(printed) == 1


def _end_rows(subject: Subject, name: str, found: Ends) -> Iterable[Row]:
    yield Row(subject.say(f"head_{name}"), None, "group")
    for each in found:
        yield replace(_row(subject, each.code), count=_satisfied_of(subject, each.code))


def _satisfied_of(subject: Subject, code: str) -> str:
    """46/50; "" where the answers do not count alike, so that no such number stands behind the rate."""
    figure = subject.figure(code)
    value = figure.estimate.value if figure.estimate else None
    if subject.measure == "score" or not figure.counts or not figure.n_valid or value is None:
        return ""
    positive = subject.summary.satisfied or subject.scale(subject.questionnaire.item(code)).positive
    chose = sum(number for answer, number in figure.counts if answer in positive)
    alike = abs(chose / figure.n_valid - value) < EXACT and not subject.summary.weighted
    return f"{subject.count(chose)}/{subject.count(figure.n_valid)}" if alike else ""


def items(subject: Subject) -> Section | None:
    """Every factor with its items under it, unless every one of them is a single item."""
    rows = tuple(_rows_by_factor(subject))
    if not rows:
        return None
    factors = [row for row in rows if row.role == "group"]
    of_items = [row for row in rows if row.role == "item"]
    finding = (*_groups_found(subject, factors), *_found(subject, of_items, "items_found"))
    title = subject.say("section_groups_items") if factors else ""
    notes = dont_know(subject, subject.pooled_items)
    return _section(subject, "items", rows, title=title, finding=finding, notes=notes)


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


def _rows_by_factor(subject: Subject) -> Iterable[Row]:
    with_factors = any(len(group.items) > 1 for group in subject.groups)
    for group in subject.questionnaire.groups:
        if with_factors and group.kind != "overall":
            yield Row(subject.label(group.code), subject.figure(group.code), "group")
        if not group.children:
            yield from (_row(subject, code) for code in group.items)


def _row(subject: Subject, code: str) -> Row:
    return Row(subject.label(code), subject.item_figure(code), "item")


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


def _judged(subject: Subject, ends: Mapping[str, Ends]) -> tuple[Sentence, ...]:
    """Which of them are clearly apart; where no item is, that none is."""
    whose = "" if subject.unit is None else subject.say("whose_unit")
    told = []
    for name, found in ends.items():
        clear = [subject.label(each.code) for each in found if each.clearly]
        every = len(clear) == len(found) > 1
        key = f"{name}_{'all' if every else 'clear'}"
        if clear:
            number = subject.say(f"every_{len(found)}") if every else ""
            text = subject.say(key, clear=words.quoted(clear), whose=whose, number=number)
            told.append(Sentence(text, strong=True))
    named = [each for found in ends.values() for each in found]
    if not told:
        counted = all(_counted(subject, each.code) for each in named)
        return (Sentence(subject.say("ends_counted" if counted else "ends_none", whose=whose)),)
    return tuple(told) if all(each.clearly for each in named) else (*told, Sentence(subject.say("ends_rest")))


def _counted(subject: Subject, code: str) -> bool:
    estimate = subject.figure(code).estimate
    return estimate is not None and estimate.method == "census"


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
    counts = {word: subject.tally(verdicts.count(word)) for word in ("lower", "higher", "same")}
    return (Sentence(subject.say(key, **counts), strong=True),)


def _reading_order(figure: Figure) -> tuple[bool, float]:
    """Highest first, those without a figure last; ties stay in the order of the file."""
    value = figure.estimate.value if figure.estimate else None
    return (value is None, -(value or 0.0))
