"""The whole audit: the log itself, questionnaires, ballots, frozen waves and fixed results."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from questionnaires.model import Questionnaire
from survey.audit.ballots import check_ballots
from survey.audit.chain import read_chain
from survey.audit.finding import Finding
from survey.audit.frozen import check_fixed, check_frozen, recorded
from survey.results.answers import snapshot
from survey.tables import StoredQuestionnaire, Wave
from survey.waves.questionnaires_store import StoredQuestionnaireError, load_stored


@dataclass
class Audit:
    """What was looked at, and what is not as it was recorded."""

    head: str
    lines: int
    waves: int = 0
    frozen: int = 0
    ballots: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.findings


def verify(engine: Engine, *, head: str | None = None) -> Audit:
    """Read the log and hold what the database has against what it recorded, all at one moment."""
    with snapshot(engine) as connection:
        chain = read_chain(connection, head=head)
        audit = Audit(chain.head, len(chain.lines), findings=list(chain.findings))
        with Session(bind=connection) as session:
            forms = _questionnaires(session, audit)
            for wave in session.exec(select(Wave).order_by(col(Wave.id))):
                audit.waves += 1
                audit.frozen += wave.frozen_hash is not None
                log = recorded(chain.lines, wave.code)
                audit.findings += check_frozen(session, wave, log)
                audit.findings += check_fixed(session, wave, log)
                if wave.questionnaire_id in forms:
                    _ballots(session, wave, forms[wave.questionnaire_id], audit)
    return audit


def _questionnaires(session: Session, audit: Audit) -> dict[int | None, Questionnaire]:
    """The stored questionnaires that still mean what was published; the others are findings."""
    forms = {}
    for row in session.exec(select(StoredQuestionnaire)):
        try:
            forms[row.id] = load_stored(row)
        except StoredQuestionnaireError:
            where = f"questionnaire {row.code}@{row.version}"
            audit.findings.append(Finding(where, "its text does not mean what was published"))
    return forms


def _ballots(session: Session, wave: Wave, questionnaire: Questionnaire, audit: Audit) -> None:
    found = check_ballots(session, wave, questionnaire)
    audit.ballots += found.ballots
    audit.findings += found.findings
