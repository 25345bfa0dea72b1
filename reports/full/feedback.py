"""Feedback on its own: how many had sent some, and how satisfied those are with what became of it."""

from __future__ import annotations

from analysis.figures import Figure
from reports import style
from reports.background import Background
from reports.cells import cells, interval_text
from reports.content import Block, Chapter, Row, Section, Sentence
from reports.full.rows import answer, prose, told
from reports.subject import Subject

FACTOR, YES = "feedback", "1"
ASKED_OF_ALL = {"sipas-2026": ("Q8_7", "")}
"""Forms whose question on having sent feedback opens nothing: what follows was asked of everybody."""


def chapter(subject: Subject, background: Background) -> Chapter | None:
    """Who sent feedback, and the items on it; None where the questionnaire does not ask."""
    sent = _question(subject)
    items = [item for item in _items(subject) if _asked(subject, item, sent)]
    if sent is None or not items:
        return None
    found = answer(background.of(subject.unit).answered, *sent)
    blocks: list[Block] = []
    text = "" if found is None else _sent(subject, found, items)
    if text:
        blocks.append(prose("feedback-sent", "", [[text]]))
    rows = tuple(Row(subject.label(item), subject.figure(item), "item") for item in items)
    of_all = subject.questionnaire.code in ASKED_OF_ALL
    note = subject.say("full_feedback_of_all" if of_all else "full_feedback_of_those")
    title = subject.say("full_feedback_items")
    head = subject.say("head_item")
    blocks.append(Section("feedback-items", title, head, rows, finding=(Sentence(note),)))
    return Chapter("feedback", subject.say("full_feedback"), tuple(blocks))


def _question(subject: Subject) -> tuple[str, str] | None:
    """The question on having sent feedback and the answer that says so: what the items are routed by."""
    if subject.questionnaire.code in ASKED_OF_ALL:
        return ASKED_OF_ALL[subject.questionnaire.code]
    for code in _items(subject):
        route = subject.questionnaire.item(code).asked_if
        if route is not None:
            return route.item, route.codes[0]
    return None


def _items(subject: Subject) -> list[str]:
    """The rated items of the factor, those on everything last."""
    rated = {item.code for item in subject.questionnaire.rated_items}
    of_factor = [
        place.item
        for place in subject.questionnaire.places
        if place.factor is not None and place.factor.code == FACTOR and place.item.code in rated
    ]
    return [item.code for item in sorted(of_factor, key=lambda item: item.role is not None)]


def _asked(subject: Subject, code: str, sent: tuple[str, str] | None) -> bool:
    """Whether an item is about feedback that was sent."""
    route = subject.questionnaire.item(code).asked_if
    if subject.questionnaire.code in ASKED_OF_ALL:
        return True
    return route is not None and sent is not None and route.item == sent[0]


def _sent(subject: Subject, found: Figure, items: list[str]) -> str:
    """How many sent some, and how satisfied they are where one item rates the whole of it."""
    if not told(found):
        return subject.say("full_sent_hidden" if found.suppressed == "hidden" else "full_sent_nobody")
    assert found.estimate is not None and found.estimate.value is not None
    n, share = found.n_valid or 0, style.percentage(found.estimate.value, subject.language, 1)
    given = dict(found.counts or ()).get(YES)
    if subject.summary.weighted or given is None:
        text = subject.say("full_sent_share", share=share, n=subject.count(n))
    else:
        text = subject.say("full_sent", sent=subject.count(given), share=share, n=subject.count(n))
    return f"{text} {_satisfied(subject, items)}".strip()


def _satisfied(subject: Subject, items: list[str]) -> str:
    """Sentence 16: those who sent some, on the one item that rates the whole of how it was handled."""
    whole = [item for item in items if subject.questionnaire.item(item).role == "overall"]
    figure = subject.figure(whole[0]) if len(whole) == 1 else None
    if figure is None or not told(figure) or subject.measure != "rate":
        return ""
    assert figure.estimate is not None
    value, interval = cells(figure, subject.printer).value, interval_text(figure.estimate, subject.printer)
    return subject.say("full_sent_satisfied", value=value, level=subject.level, interval=interval)
