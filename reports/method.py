"""The method note and the legend: which rules made the figures of this report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.figures import Figure
from reports import classes, places, style, words
from reports.background import Background
from reports.content import About, Fact, Report, Sentence, Symbol
from reports.headline import satisfied_answers
from reports.subject import Subject

NOTHING = Background()

INTERVALS = (
    "wilson_srs",
    "wilson",
    "wilson_pooled_deff",
    "wilson_at_bound",
    "clopper_pearson",
    "t",
    "census",
)
"""Methods of an interval in the order in which the note explains them."""


def method(
    subject: Subject,
    figures: Sequence[Figure],
    about: About | None = None,
    background: Background = NOTHING,
) -> tuple[Fact, ...]:
    """What was counted, how it was added up, how sure it is; `figures` are those the report prints.

    With `about` its note closes the list, for a report that does not open with it.
    """
    facts = [
        _fact(subject, "rate" if subject.measure == "rate" else "score", _measure(subject)),
        _fact(subject, "index", _index(subject, figures)),
        _fact(subject, "interval", _intervals(subject, figures)),
        _fact(subject, "sample", _sample(subject)),
        _fact(subject, "comparison", _comparison(subject, figures)),
        _fact(subject, "standing", _standing(subject, background)),
    ]
    if about is not None and about.note:
        facts.append(Fact(subject.say("term_note"), (Sentence(style.plain(about.note)),)))
    return tuple(fact for fact in facts if fact.sentences)


def legend(subject: Subject) -> tuple[Symbol, ...]:
    """The symbols of the tables, always all of them."""
    limits = subject.summary.limits
    display, reliable = subject.count(limits.display), subject.count(limits.reliable)
    width = style.points(limits.width, subject.language, 0)
    reference = "symbol_reference" if subject.measure == "rate" else "symbol_reference_score"
    return (
        Symbol(style.HIDDEN, subject.say("symbol_hidden", limit=display)),
        Symbol(style.MISSING, subject.say("symbol_missing")),
        Symbol(style.NOTHING, subject.say("symbol_nothing")),
        Symbol(style.REFERENCE, subject.say(reference, reliable=reliable, width=width)),
        Symbol(subject.say("sign_interval"), subject.say("symbol_interval")),
    )


def foot(report: Report) -> tuple[str, str, str]:
    """Where the figures come from: questionnaire, checksum, file."""
    about, language = report.about, report.language
    name = words.say(
        "foot_questionnaire",
        language,
        questionnaire=style.plain(about.questionnaire),
        version=style.plain(about.version),
    )
    checksum = words.say("foot_checksum", language, checksum=style.plain(about.checksum))
    return name, checksum, words.say("foot_source", language, source=style.plain(about.source))


def _fact(subject: Subject, name: str, texts: Iterator[str]) -> Fact:
    sentences = tuple(Sentence(text) for text in texts)
    return Fact(subject.say(f"term_{name}"), sentences)


def _measure(subject: Subject) -> Iterator[str]:
    answers = satisfied_answers(subject)
    if subject.measure == "score":
        low, high = (subject.count(int(end)) for end in subject.code_range)
        yield subject.say("rule_score", low=low, high=high)
    elif answers:
        yield subject.say("rule_rate", answers=answers)
    else:
        yield subject.say("rule_rate_mixed")
    yield subject.say("rule_base")


def _index(subject: Subject, figures: Sequence[Figure]) -> Iterator[str]:
    if len(subject.pooled_items) > 1:
        rule = subject.summary.index_rule
        if rule == "mean_of_factors" and not subject.groups:
            rule = "mean_of_items"
        yield subject.say(f"index_{rule}")
    if subject.overall_items and subject.pooled_items:
        yield subject.say("index_beside")
    if any(figure.missing_items for figure in figures):
        yield subject.say("index_missing")


def _intervals(subject: Subject, figures: Sequence[Figure]) -> Iterator[str]:
    estimates = [figure.estimate for figure in figures if figure.estimate is not None]
    used = {estimate.method for estimate in estimates if estimate.value is not None}
    for name in INTERVALS:
        if name in used:
            yield subject.say(f"interval_{name}", level=subject.level)
    if "none" in used:
        yield subject.say("interval_none")


def _sample(subject: Subject) -> Iterator[str]:
    summary = subject.summary
    if summary.voluntary:
        yield subject.say("sample_voluntary")
    else:
        yield subject.say("sample_random")
        yield subject.say("sample_finite" if summary.finite_population else "sample_not_finite")
    if summary.stratified:
        yield subject.say("sample_stratified")
    if summary.clustered:
        yield subject.say("sample_clustered")
    yield subject.say("sample_weighted" if summary.weighted else "sample_unweighted")


def _standing(subject: Subject, background: Background) -> Iterator[str]:
    yield from places.rank_method(subject, background)
    yield from classes.class_method(subject, background)


def _comparison(subject: Subject, figures: Sequence[Figure]) -> Iterator[str]:
    if any(figure.others is not None for figure in figures):
        yield subject.say("comparison_others")
    if any(figure.versus_others for figure in figures):
        yield subject.say("comparison_tested")
    change = subject.summary.change(subject.headline.code, unit=subject.unit, wave=subject.wave)
    if change is not None and change.difference is not None:
        yield subject.say("comparison_change")
