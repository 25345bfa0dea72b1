"""The screening of waves, more of the ledger, and what becomes of comments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from survey.tables.base import BallotId

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

STATUSES = "status IN ('proposed', 'confirmed', 'reversed', 'kept')"
DOOR_OF_BALLOT = """
UPDATE exclusion SET collector_id =
    (SELECT ballot.collector_id FROM ballot WHERE ballot.id = exclusion.ballot_id)
"""


def upgrade() -> None:
    """Flags by wave; the ledger knows doors and who kept a ballot; comments struck out and restricted."""
    _screening()
    _ledger()
    for name, kind in (("shown", sa.String(4000)), ("due", sa.Date()), ("settled", sa.String(200))):
        op.add_column("comment", sa.Column(name, kind, nullable=True))
    op.create_table(
        "comment_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_theme")),
        sa.UniqueConstraint("name", name=op.f("uq_comment_theme_name")),
    )


def _ledger() -> None:
    with op.batch_alter_table("exclusion") as batch:
        batch.drop_constraint(op.f("ck_exclusion_status"), type_="check")
        batch.create_check_constraint(op.f("ck_exclusion_status"), STATUSES)
        batch.alter_column("proposed_by", type_=sa.String(200), existing_nullable=False)
        batch.alter_column("confirmed_by", type_=sa.String(200), existing_nullable=True)
        batch.add_column(sa.Column("collector_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("ended_by", sa.String(200), nullable=True))
        batch.add_column(sa.Column("ended_because", sa.String(300), nullable=True))
        batch.create_foreign_key(
            op.f("fk_exclusion_collector_id_collector"), "collector", ["collector_id"], ["id"]
        )
    op.execute(DOOR_OF_BALLOT)


def _screening() -> None:
    op.create_table(
        "quality_setting",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("alone_percent", sa.Float(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "alone_percent >= 0 AND alone_percent <= 100", name=op.f("ck_quality_setting_alone_percent")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_quality_setting_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_quality_setting")),
    )
    op.create_table(
        "quality_run",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("not_run", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("excluded", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_quality_run_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_quality_run")),
    )
    op.create_table(
        "quality_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("severity", sa.String(8), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "severity IN ('note', 'warning', 'serious')", name=op.f("ck_quality_flag_severity")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_quality_flag_wave_id_wave")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_quality_flag_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_flag")),
    )
    op.create_index(op.f("ix_quality_flag_wave_id"), "quality_flag", ["wave_id"], unique=False)
    op.create_table(
        "flagged_ballot",
        sa.Column("flag_id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", BallotId(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["flag_id"], ["quality_flag.id"], name=op.f("fk_flagged_ballot_flag_id_quality_flag")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_flagged_ballot_wave_id_wave")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_flagged_ballot_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("flag_id", "ballot_id", name=op.f("pk_flagged_ballot")),
    )
    op.create_index("ix_flagged_ballot_place", "flagged_ballot", ["wave_id", "rule", "collector_id"])
