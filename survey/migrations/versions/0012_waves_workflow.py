"""Waves as a workflow: whom they rate with N and n, rehearsals, reviews by the units, action plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from survey.tables.base import BallotId, Day

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; waves say who wrote them, whether they are rehearsed, how long units review."""
    op.add_column("wave", sa.Column("changed_by", sa.String(120), nullable=True))
    op.add_column("wave", sa.Column("rehearsed_since", sa.Date(), nullable=True))
    op.add_column("wave", sa.Column("review_until", sa.Date(), nullable=True))
    op.add_column("wave", sa.Column("results_approved_by", sa.String(120), nullable=True))
    _targets()
    _test_ballots()
    _reconsiderations()
    _actions()


def _targets() -> None:
    op.create_table(
        "wave_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.CheckConstraint("population IS NULL OR population >= 1", name=op.f("ck_wave_target_population")),
        sa.CheckConstraint("target IS NULL OR target >= 1", name=op.f("ck_wave_target_target")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_target_wave_id_wave")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_wave_target_unit_id_unit")),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_wave_target_procedure_id_procedure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave_target")),
        sa.UniqueConstraint(
            "wave_id", "unit_id", "procedure_id", name=op.f("uq_wave_target_wave_id_unit_id_procedure_id")
        ),
    )
    op.create_index(op.f("ix_wave_target_wave_id"), "wave_target", ["wave_id"], unique=False)
    op.create_index(op.f("ix_wave_target_unit_id"), "wave_target", ["unit_id"], unique=False)


def _test_ballots() -> None:
    op.create_table(
        "test_ballot",
        sa.Column("id", BallotId(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("answers", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_test_ballot_wave_id_wave")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_test_ballot_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_test_ballot_wave_id"), "test_ballot", ["wave_id"], unique=False)


def _reconsiderations() -> None:
    op.create_table(
        "reconsideration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(8), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by", sa.String(120), nullable=True),
        sa.CheckConstraint("outcome IN ('kept', 'changed')", name=op.f("ck_reconsideration_outcome")),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answer IS NULL) AND (outcome IS NULL) = (answered_by IS NULL) "
            "AND (outcome IS NULL) = (answered_on IS NULL)",
            name=op.f("ck_reconsideration_answered"),
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_reconsideration_wave_id_wave")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_reconsideration_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconsideration")),
    )
    op.create_index(op.f("ix_reconsideration_wave_id"), "reconsideration", ["wave_id"], unique=False)
    op.create_index(op.f("ix_reconsideration_unit_id"), "reconsideration", ["unit_id"], unique=False)


def _actions() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(500), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("written_by", sa.String(120), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.CheckConstraint("state IN ('planned', 'doing', 'done', 'dropped')", name=op.f("ck_action_state")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_action_wave_id_wave")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_action_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_index(op.f("ix_action_wave_id"), "action", ["wave_id"], unique=False)
    op.create_index(op.f("ix_action_unit_id"), "action", ["unit_id"], unique=False)
