"""The checks of the way to each door, kept apart from the ballots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row a door: how its last check went."""
    op.create_table(
        "link_check",
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("tried", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("fault", sa.String(length=16), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("every_seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("(fault IS NULL) = (failures = 0)", name=op.f("ck_link_check_fault")),
        sa.CheckConstraint(
            "failures >= 0 AND milliseconds >= 0 AND every_seconds >= 0", name=op.f("ck_link_check_counts")
        ),
        sa.CheckConstraint("way IN ('network', 'here')", name=op.f("ck_link_check_way")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_link_check_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("collector_id", name=op.f("pk_link_check")),
    )
