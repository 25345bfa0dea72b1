"""The form of a questionnaire: one field for each run of questions, and what the page itself sends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form

from questionnaires.answers import NO_ANSWER
from questionnaires.model import Questionnaire
from survey.citizen.fields import Answer, Asked, Questions, Slip

BALLOT, STAMP, LANGUAGE, SECONDS = "_ballot", "_questionnaire", "_language", "_seconds"
SEND, SKIP, SHOW = "_send", "_skip", "_show"
"""The buttons: send; send without the answers asked for once more; show in another language."""
MENDING = "_mending"
"""Stands on a page that says what to mend."""
CODE, PROCEDURE = "_code", "_procedure"
"""At a door that asks for a one-time code; of a link that carries a procedure."""
HONEYPOT = "_more"
"""A box that nobody sees: programs fill it in."""
OF_THE_PAGE = frozenset(
    {BALLOT, STAMP, LANGUAGE, SECONDS, SEND, SKIP, SHOW, MENDING, CODE, PROCEDURE, HONEYPOT}
)
"""They begin with "_", as no item's code does."""


class BallotForm(Form):
    """A filled form: what was sent, what came of it, what is to be mended."""

    closed_items: frozenset[str] = frozenset()
    written_items: frozenset[str] = frozenset()

    def __init__(self, posted: MultiDict[str, str]) -> None:
        self.posted = posted
        self.sent: dict[str, list[str]] = posted.to_dict(flat=False)
        """What was sent under each name, whatever it is worth: the page shows it again."""
        self.answers: dict[str, Answer] = {}
        """What was answered so far, in the order of the form: it decides what is asked next."""
        super().__init__(posted)

    def read(self) -> bool:
        """Check every question; whether the ballot can be stored as it is."""
        is_right = bool(self.validate())
        if SKIP in self.sent and self.was_mending and self.may_skip:
            self._leave_blank()
            is_right = True
        return is_right and not self.unknown

    @property
    def runs(self) -> Iterator[Questions]:
        """The fields in the order of the form."""
        return (field for field in self if isinstance(field, Questions))

    @property
    def slips(self) -> dict[str, Slip]:
        """What is to be mended, in the order of the form."""
        return {code: slip for run in self.runs for code, slip in run.slips.items()}

    @property
    def closed(self) -> dict[str, Answer]:
        """The answers to closed questions."""
        return {code: answer for code, answer in self.answers.items() if code in self.closed_items}

    @property
    def comments(self) -> dict[str, str]:
        """What was written."""
        return {code: str(text) for code, text in self.answers.items() if code in self.written_items}

    @property
    def unknown(self) -> set[str]:
        """Names that no page of ours sends."""
        return self.sent.keys() - self.closed_items - self.written_items - OF_THE_PAGE

    @property
    def was_mending(self) -> bool:
        """Whether the page said already what is to be mended."""
        return MENDING in self.sent

    @property
    def may_skip(self) -> bool:
        """Whether all that is wrong is blank boxes, and something was answered."""
        blank = {code for code, slip in self.slips.items() if slip.is_blank}
        return bool(self.closed) and blank & self.closed_items == self.slips.keys()

    @property
    def seconds(self) -> int | None:
        """The seconds taken, where a script counted them."""
        text = self.posted.get(SECONDS, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None

    def _leave_blank(self) -> None:
        """Take the questions that are still blank after they were asked once more as blank on purpose."""
        self.answers |= dict.fromkeys(self.slips, NO_ANSWER)
        for run in self.runs:
            run.slips = {}


@lru_cache(maxsize=64)
def form_of(questionnaire: Questionnaire) -> type[BallotForm]:
    """The form class of a questionnaire."""
    written = frozenset(item.code for item in questionnaire.items if item.kind == "text")
    attributes: dict[str, Any] = {
        f"run_{number}": Questions(run) for number, run in enumerate(_runs(questionnaire))
    }
    attributes["written_items"] = written
    attributes["closed_items"] = frozenset(item.code for item in questionnaire.items) - written
    return type("QuestionnaireForm", (BallotForm,), attributes)


def stamp(questionnaire: Questionnaire) -> str:
    """What a page says of the questionnaire it was made from."""
    return f"{questionnaire.code} {questionnaire.version}"


def _runs(questionnaire: Questionnaire) -> Iterator[list[Asked]]:
    """Neighbours of one kind."""
    for _, items in groupby(questionnaire.items, lambda item: item.kind):
        yield [Asked(item, questionnaire.scale_of(item)) for item in items]
