"""The overall figure in words: what it is, how sure, whom it speaks for."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.estimate import Estimate
from analysis.figures import Figure
from reports import style, words
from reports.background import Background
from reports.cells import interval_text, is_all, is_none
from reports.classes import class_label
from reports.content import Headline, Sentence
from reports.places import rank_label
from reports.subject import Subject


def headline(subject: Subject, who: str, background: Background) -> Headline:
    """The overall figure with its sentences; `who` is the unit as a sentence names it."""
    figure = subject.headline
    key = "reading_compared" if figure.others is not None else "reading"
    caption = Sentence(subject.say(f"{key}_headline", level=subject.level))
    standing = (class_label(subject, background), rank_label(subject, background))
    labels = (*_labels(subject, figure), *(label for label in standing if label))
    told = _sentences(subject, figure, who, ranked=background.ranks_volunteers)
    return Headline(figure, labels, tuple(told), caption)


def _sentences(subject: Subject, figure: Figure, who: str, *, ranked: bool) -> Iterator[Sentence]:
    if figure.suppressed or figure.estimate is None or figure.estimate.value is None:
        yield Sentence(why_not_shown(subject, figure), strong=True)
        return
    value = subject.printer.value(figure.estimate.value)
    yield Sentence(subject.say(_opening(subject), who=who, value=value), strong=True)
    yield Sentence(certainty(subject, figure.estimate))
    meaning = _meaning(subject, figure)
    if meaning:
        yield Sentence(meaning)
    if not figure.reliable:
        yield Sentence(_reference(subject, figure.estimate))
    if subject.summary.voluntary:
        yield Sentence(subject.say("volunteers_ranked" if ranked else "volunteers"))


def why_not_shown(subject: Subject, figure: Figure) -> str:
    """Why a figure is not there."""
    if figure.suppressed == "empty" and figure.n:
        return subject.say("unanswered")
    limit = subject.count(subject.summary.limits.display)
    if of_few(subject, figure):
        return subject.say("few", limit=limit)
    return subject.say(figure.suppressed or "missing", limit=limit)


def of_few(subject: Subject, figure: Figure) -> bool:
    """Whether it may be said that few answered: inside, where no unit is hidden for the sake of another."""
    inside = not subject.summary.limits.public and figure.by is None
    return inside and figure.suppressed == "hidden" and figure.n is None


def certainty(subject: Subject, estimate: Estimate) -> str:
    """The interval in words, or why there is none."""
    n = subject.tally(estimate.n)
    if estimate.method == "census":
        return subject.say("everybody_answered", n=n)
    if estimate.low is None or estimate.high is None:
        return subject.say(estimate.reason if estimate.reason in ("one_psu", "no_spread") else "no_interval")
    low, high = subject.printer.end(estimate.low), subject.printer.end(estimate.high)
    answers = satisfied_answers(subject)
    if answers and subject.measure == "rate" and is_all(estimate):
        key = "all_satisfied" if subject.only_item else "all_satisfied_throughout"
        return subject.say(key, n=n, answers=answers, level=subject.level, low=low)
    if answers and subject.measure == "rate" and is_none(estimate):
        return subject.say("none_satisfied", n=n, answers=answers, level=subject.level, high=high)
    return subject.say("interval", forms=subject.forms(estimate.n), level=subject.level, low=low, high=high)


def satisfied_answers(subject: Subject) -> str:
    """The answers that count as satisfied, in quotation marks; "" where items differ in them."""
    chosen = subject.summary.satisfied
    found = set()
    for item in subject.questionnaire.rated_items:
        scale = subject.scale(item)
        codes = chosen or scale.positive
        options = sorted(scale.options, key=lambda option: option.code)
        found.add(tuple(subject.text(o.label) for o in options if o.code in codes and o.counts))
    labels = found.pop() if len(found) == 1 else ()
    return words.either(labels, subject.language) if labels else ""


def _opening(subject: Subject) -> str:
    if subject.measure == "score":
        return "overall_score"
    name = "satisfaction" if subject.only_item else "overall"
    return f"{name}_of_volunteers" if subject.summary.voluntary else name


def _meaning(subject: Subject, figure: Figure) -> str:
    if subject.only_item:
        return ""
    used = [code for code in subject.pooled_items if code not in figure.missing_items]
    factors = [group for group in subject.groups if not group.children]
    used_factors = [group for group in factors if set(group.items) - set(figure.missing_items)]
    rule = subject.summary.index_rule
    if rule == "mean_of_factors" and not factors:
        rule = "mean_of_items"
    return subject.say(
        f"meaning_{rule}",
        items=subject.items(len(used)),
        factors=subject.factors(len(used_factors)),
    )


def _reference(subject: Subject, estimate: Estimate) -> str:
    limits = subject.summary.limits
    if estimate.n < limits.reliable:
        return subject.say("few_forms", forms=subject.forms(estimate.n))
    if subject.measure == "score" or estimate.low is None:
        return subject.say("reference_only")
    return subject.say("wide_interval", width=style.points(limits.width, subject.language, 0))


def _labels(subject: Subject, figure: Figure) -> tuple[str, ...]:
    if figure.suppressed or figure.estimate is None or figure.estimate.value is None:
        named = {"hidden": "not_shown", "empty": "nothing"}
        return (subject.say(f"label_{named.get(figure.suppressed, 'missing')}"),)
    name = "score" if subject.measure == "score" else "satisfaction" if subject.only_item else "overall"
    label = subject.say(f"label_{name}")
    if figure.estimate.low is None or figure.estimate.high is None:
        return (label,)
    interval = interval_text(figure.estimate, subject.printer)
    return (label, subject.say("label_interval", level=subject.level, interval=interval))
