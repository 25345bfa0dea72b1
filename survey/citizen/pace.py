"""How a kiosk goes through a questionnaire: a short one by the tap itself, a longer one by a button."""

from __future__ import annotations

from questionnaires.model import Item, Questionnaire

MOST_TAPS = 6
ONE_ANSWER = frozenset({"battery", "single", "yes_no"})


def moves_by_tap(questionnaire: Questionnaire) -> bool:
    """Whether it is so short and plain that each answer can lead to the next question.

    As in `counter`: at most six closed questions, each with one answer that everybody gives; texts come last
    and may be left out.
    """
    closed = [item for item in questionnaire.items if item.kind != "text"]
    written = questionnaire.items[len(closed) :]
    return (
        len(closed) <= MOST_TAPS
        and all(map(_takes_one_tap, closed))
        and all(item.kind == "text" and not item.required for item in written)
    )


def _takes_one_tap(item: Item) -> bool:
    return item.kind in ONE_ANSWER and item.required and item.asked_if is None
