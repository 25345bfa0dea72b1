"""The comments of waves, in an order that tells nothing of when they came or with which ballot."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from questionnaires.model import Questionnaire
from reports.comments.content import Writings, Written
from reports.comments.words import say
from survey.results.fielded import fielded
from survey.tables import Comment, Unit


def writings(engine: Engine, codes: Sequence[str], language: str) -> Writings:
    """All comments of some waves, unit by unit and question by question; not those at the restricted desk.

    Raises
    ------
    WaveError: there is no such wave.
    """
    waves = fielded(engine, tuple(codes))
    texts: list[Written] = []
    with Session(engine) as session:
        for wave in waves:
            asked = (
                select(Comment, Unit)
                .join(Unit, col(Unit.id) == col(Comment.agency_id))
                .where(Comment.wave_id == wave.id, col(Comment.due).is_(None))
                .order_by(col(Unit.name), col(Comment.item), col(Comment.id))
            )
            for comment, unit in session.exec(asked):
                texts.append(_written(wave.wave.name, comment, unit, wave.questionnaire, language))
    title = f"{say('title', language)}: {', '.join(wave.wave.name for wave in waves)}"
    return Writings(language, title, tuple(texts))


def _written(wave: str, comment: Comment, unit: Unit, form: Questionnaire, language: str) -> Written:
    return Written(
        wave=wave,
        unit=(unit.name_en if language == "en" else None) or unit.name,
        item=comment.item,
        question=form.sentence(form.item(comment.item), language),
        status=comment.status,
        theme=comment.theme or "",
        text=comment.body,
    )
