"""What was found when somebody came again to a household."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FINDING = (
    "ALTER TABLE sample_case ADD COLUMN recheck_finding VARCHAR(16) "
    "CONSTRAINT ck_sample_case_recheck_finding "
    "CHECK (recheck_finding IN ('visited', 'not_visited', 'other_household'))"
)
"""Said in SQL that both databases know: to add a rule otherwise, SQLite would write the table anew."""


def upgrade() -> None:
    """Add the column with its rule."""
    op.execute(FINDING)
