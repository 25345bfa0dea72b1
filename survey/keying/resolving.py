"""Where two keyings of a paper differ, a third person decides, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from questionnaires.cells import NO_ANSWER, NOT_ASKED
from questionnaires.model import Questionnaire
from survey.ballots.marking import Sheet
from survey.keying.batches import hold
from survey.keying.errors import KeyingError
from survey.keying.replacing import differing, replace_answers
from survey.keying.second import compared, go_on, settle
from survey.keying.sheet import Field, Said, fields_of, marked, tidy_codes
from survey.secret_key import SecretKey
from survey.tables import Ballot, Batch, KeyedBallot, SecondKeying
from survey.tables.keying import KEYED


@dataclass(frozen=True)
class Difference:
    """One question that was keyed in two ways."""

    field: Field
    first: str
    second: str


@dataclass(frozen=True)
class Case:
    """A paper whose two keyings differ."""

    number: int
    row: SecondKeying
    first: str
    differences: tuple[Difference, ...]


def open_case(session: Session, batch: Batch, questionnaire: Questionnaire, account_id: int) -> Case | None:
    """The next paper that an account may decide about: neither of the two keyings is its own."""
    found = (
        select(KeyedBallot.number, SecondKeying, Ballot.answers)
        .join(SecondKeying, col(SecondKeying.ballot_id) == col(KeyedBallot.ballot_id))
        .join(Ballot, col(Ballot.id) == col(SecondKeying.ballot_id))
        .where(SecondKeying.batch_id == batch.id, SecondKeying.state == KEYED)
        .where(SecondKeying.first_id != account_id, SecondKeying.account_id != account_id)
    )
    row = session.exec(found.order_by(col(KeyedBallot.number)).limit(1)).first()
    if row is None:
        return None
    number, second, first = row
    return Case(number, second, first, _differences(questionnaire, first, second.answers or ""))


def resolve(
    session: Session,
    batch: Batch,
    questionnaire: Questionnaire,
    case: Case,
    chosen: Mapping[str, str],
    *,
    account_id: int,
    key: SecretKey,
    by: str,
) -> None:
    """Decide about one paper: for every question that differs the signs that stand on it.

    Raises
    ------
    KeyingError: a question without a decision, or an answer that it does not take.
    """
    hold(session, batch, "keyed", "second_keyed")
    session.refresh(case.row)
    if case.row.state != KEYED:
        raise KeyingError("", "state")
    sheet = _decided(questionnaire, case, chosen)
    first, second = case.first, case.row.answers or ""
    wrong = differing(questionnaire, first, sheet.string)
    if wrong:
        replace_answers(session, batch, case.row.ballot_id, sheet, fields=wrong, by=by, why="two keyings")
    case.row.resolved_id = account_id
    settle(
        case.row,
        fields=compared(questionnaire, first, second),
        first_wrong=wrong,
        second_wrong=differing(questionnaire, second, sheet.string),
    )
    session.flush()
    go_on(session, batch, key, by=by)


def _differences(questionnaire: Questionnaire, first: str, second: str) -> tuple[Difference, ...]:
    pairs = ((field, field.cell(first), field.cell(second)) for field in fields_of(questionnaire))
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def _decided(questionnaire: Questionnaire, case: Case, chosen: Mapping[str, str]) -> Sheet:
    """The answers as decided; what the decisions close is not asked, whatever was keyed."""
    differ = {each.field.name for each in case.differences}
    said: Said = {}
    for field in fields_of(questionnaire):
        cell = _chosen(field, chosen) if field.name in differ else field.cell(case.first)
        asked = field.question.is_asked(said)
        if asked and cell[0] == NOT_ASKED:
            raise KeyingError(field.name, "asked_now", number=field.number)
        said[field.name] = field.question.answer(cell) if asked else NO_ANSWER
    return marked(questionnaire, said)


def _chosen(field: Field, chosen: Mapping[str, str]) -> str:
    cell = tidy_codes(chosen.get(field.name, ""))
    if not cell:
        raise KeyingError(field.name, "undecided", number=field.number)
    question = field.question
    if len(cell) == 1 and cell in question.signs:
        return cell * question.width
    if len(cell) != question.width or not set(cell) <= question.allowed:
        raise KeyingError(field.name, "not_offered", number=field.number)
    return cell
