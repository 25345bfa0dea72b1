"""Questionnaires are published once, read back the same, and never change under an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from questionnaires.load import QuestionnaireError, load, shipped
from survey.tables import AnswerLabel, AnswerPosition, StoredQuestionnaire
from survey.waves.questionnaires_store import (
    StoredQuestionnaireError,
    VersionTakenError,
    find,
    load_stored,
    publish,
)
from tests.databases import TWO_ITEMS, Cast, give_ballot


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mau-phieu.yaml"
    path.write_text(TWO_ITEMS, encoding="utf-8")
    return path


def edit(file: Path, old: str, new: str) -> Path:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_questionnaire_is_read_back_as_it_was_published(engine: Engine, name: str) -> None:
    with Session(engine) as session:
        publish(session, name)
        session.commit()
    with Session(engine) as session:
        row = find(session, name)

        assert row
        assert load_stored(row) == load(name)


def test_publishing_again_changes_nothing(engine: Engine, file: Path) -> None:
    with Session(engine) as session:
        first, second = publish(session, file), publish(session, file)

    assert (first.is_new, second.is_new) == (True, False)
    assert first.row.id == second.row.id


def test_another_meaning_needs_another_version(engine: Engine, file: Path) -> None:
    with Session(engine) as session:
        publish(session, file)
        edit(file, "thời gian giải quyết", "thời gian chờ")
        with pytest.raises(
            VersionTakenError, match="another meaning; questionnaire two-items 1; raise the version"
        ):
            publish(session, file)

        assert publish(session, edit(file, 'version: "1"', 'version: "2"')).is_new


def test_a_slip_of_the_pen_is_mended_until_somebody_has_answered(province: Cast, tmp_path: Path) -> None:
    file = tmp_path / "two-items.yaml"
    file.write_text(TWO_ITEMS, encoding="utf-8")
    edit(file, "Phiếu hai câu", "PHIẾU HAI CÂU")
    with Session(province.engine) as session:
        assert publish(session, file).is_new
        give_ballot(session, province, "two-phone", "54", 1)

        with pytest.raises(VersionTakenError, match="ballots were given to another text"):
            publish(session, edit(file, "PHIẾU HAI CÂU", "Phiếu hai câu."))


def test_a_draft_is_not_published(engine: Engine, file: Path) -> None:
    with Session(engine) as session, pytest.raises(QuestionnaireError, match="a draft is not fielded"):
        publish(session, edit(file, "status: final", "status: draft"))


def test_a_revision_keeps_the_series_of_the_version_it_names(engine: Engine, file: Path) -> None:
    with Session(engine) as session:
        first = publish(session, file).row
        edit(file, 'version: "1"', 'version: "1.1"')
        second = publish(
            session, edit(file, "giải quyết", "giải quyết hồ sơ"), revises="1", approved_by="Lê Duyệt"
        ).row

        assert (second.revises_id, second.revision_approved_by) == (first.id, "Lê Duyệt")
        with pytest.raises(StoredQuestionnaireError, match="no earlier version 7"):
            publish(session, edit(file, '"1.1"', '"1.2"'), revises="7", approved_by="Lê Duyệt")


def test_the_same_text_is_the_same_object_so_that_forms_are_built_once(province: Cast) -> None:
    with Session(province.engine) as session:
        row = find(session, "two-items")

        assert row
        assert load_stored(row) is province.questionnaires["two-2026"]


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE questionnaire SET body = replace(body, 'giải quyết', 'chờ')",
            "does not mean what was published",
        ),
        ("UPDATE questionnaire SET body = 'code: two-items'", "no questionnaire of this program"),
    ],
)
def test_a_stored_text_that_was_tampered_with_is_refused(province: Cast, statement: str, what: str) -> None:
    with Session(province.engine) as session:
        session.execute(text(statement))
        row = session.exec(select(StoredQuestionnaire).where(StoredQuestionnaire.code == "two-items")).one()

        with pytest.raises(StoredQuestionnaireError, match=f"{what}; two-items 1; restore a backup"):
            load_stored(row)


def test_the_view_gives_a_row_an_answer_in_words(province: Cast) -> None:
    with Session(province.engine) as session:
        give_ballot(session, province, "two-phone", "5?", 1)
        rows = session.execute(text("SELECT * FROM answer ORDER BY position")).mappings().all()

    told = [(row["position"], row["item"], row["code"], row["label"], row["label_en"]) for row in rows]
    assert told == [
        (1, "A1", "5", "Rất hài lòng", "Very satisfied"),
        (2, "A2", "?", "Không có ý kiến", "No opinion"),
    ]
    first = rows[0]
    assert (first["wave"], first["agency"], first["mode"]) == ("two-2026", "xa-an-hoa", "phone")
    assert str(first["day"]) == province.today.isoformat()
    assert not first["simulated"]


def test_a_tick_many_item_has_a_row_an_option_in_the_view(engine: Engine) -> None:
    with Session(engine) as session:
        row = publish(session, "sipas-2026").row
        ticks = session.exec(
            select(AnswerPosition, AnswerLabel)
            .join(AnswerLabel, col(AnswerLabel.number) == AnswerPosition.number)
            .where(AnswerPosition.questionnaire_id == row.id, col(AnswerPosition.option).is_not(None))
            .where(AnswerLabel.questionnaire_id == row.id, AnswerLabel.code == "0")
        ).all()

    assert ticks
    assert {label.label for _, label in ticks} == {"không chọn"}
