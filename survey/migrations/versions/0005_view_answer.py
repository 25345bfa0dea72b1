"""The view `answer`, a row an answer in words, for spreadsheets and BI tools."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DAY = {"sqlite": "date(ballot.day * 86400, 'unixepoch')", "postgresql": "ballot.day"}

VIEW = """
CREATE VIEW answer AS
SELECT ballot.id AS ballot,
       wave.code AS wave,
       wave.simulated AS simulated,
       agency.code AS agency,
       agency.name AS agency_name,
       point.code AS service_point,
       collector.mode AS mode,
       ballot.language AS language,
       ballot.state AS state,
       {day} AS day,
       answer_position.number AS position,
       answer_position.item AS item,
       answer_position.option AS option,
       substr(ballot.answers, answer_position.number, 1) AS code,
       answer_label.label AS label,
       answer_label.label_en AS label_en
FROM ballot
JOIN wave ON wave.id = ballot.wave_id
JOIN collector ON collector.id = ballot.collector_id
JOIN unit AS agency ON agency.id = ballot.agency_id
JOIN unit AS point ON point.id = ballot.service_point_id
JOIN answer_position ON answer_position.questionnaire_id = wave.questionnaire_id
LEFT JOIN answer_label
  ON answer_label.questionnaire_id = answer_position.questionnaire_id
 AND answer_label.number = answer_position.number
 AND answer_label.code = substr(ballot.answers, answer_position.number, 1)
"""


def upgrade() -> None:
    """Make the view."""
    op.execute(VIEW.format(day=DAY[op.get_bind().dialect.name]))
