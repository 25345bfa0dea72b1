"""Ballots, comments apart from them, frames, paper batches and exclusions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from survey.tables.base import BallotId, Day

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Ballots, comments apart from them, frames, paper batches and exclusions."""
    op.create_table(
        "ballot",
        sa.Column("id", BallotId(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("service_point_id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("design_cell_id", sa.Integer(), nullable=True),
        sa.Column("respondent_type", sa.String(1), nullable=True),
        sa.Column("day", Day(), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("assisted", sa.String(1), nullable=False),
        sa.Column("state", sa.String(1), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("answers", sa.String(400), nullable=False),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.CheckConstraint("assisted IN ('a', 'r', 'i')", name=op.f("ck_ballot_assisted")),
        sa.CheckConstraint("respondent_type IN ('c', 'o')", name=op.f("ck_ballot_respondent_type")),
        sa.CheckConstraint("state IN ('c', 'p', 'f', 'x')", name=op.f("ck_ballot_state")),
        sa.CheckConstraint("length(body_hash) = 16", name=op.f("ck_ballot_body_hash")),
        sa.CheckConstraint("seconds IS NULL OR seconds >= 0", name=op.f("ck_ballot_seconds")),
        sa.CheckConstraint("weight IS NULL OR weight >= 0", name=op.f("ck_ballot_weight")),
        sa.ForeignKeyConstraint(["agency_id"], ["unit.id"], name=op.f("fk_ballot_agency_id_unit")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_ballot_collector_id_collector")
        ),
        sa.ForeignKeyConstraint(
            ["design_cell_id"], ["design_cell.id"], name=op.f("fk_ballot_design_cell_id_design_cell")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_ballot_procedure_id_procedure")
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["unit.id"], name=op.f("fk_ballot_service_point_id_unit")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_ballot_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "comment",
        sa.Column("id", BallotId(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("body", sa.String(4000), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("theme", sa.String(64), nullable=True),
        sa.CheckConstraint(
            "status IN ('new', 'cleaned', 'released', 'withheld')", name=op.f("ck_comment_status")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["unit.id"], name=op.f("fk_comment_agency_id_unit")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_comment_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_comment_wave_id"), "comment", ["wave_id"], unique=False)

    op.create_table(
        "used_code",
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_used_code_wave_id_wave")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_used_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_used_code_wave_id"), "used_code", ["wave_id"], unique=False)

    op.create_table(
        "deleted_ballot",
        sa.Column("id", BallotId(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deleted_ballot")),
        sqlite_with_rowid=False,
    )

    op.create_table(
        "exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ballot_id", BallotId(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("proposed_by", sa.String(64), nullable=False),
        sa.Column("confirmed_by", sa.String(64), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'confirmed', 'reversed')", name=op.f("ck_exclusion_status")
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> proposed_by", name=op.f("ck_exclusion_two_people")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_exclusion_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
    )
    op.create_index(op.f("ix_exclusion_ballot_id"), "exclusion", ["ballot_id"], unique=False)
    op.create_index(op.f("ix_exclusion_wave_id"), "exclusion", ["wave_id"], unique=False)

    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("serial_from", sa.String(32), nullable=True),
        sa.Column("serial_to", sa.String(32), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("first_keyed_by", sa.String(64), nullable=True),
        sa.Column("second_keyed_by", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'keyed', 'second_keyed', 'closed')", name=op.f("ck_batch_state")
        ),
        sa.CheckConstraint("issued = returned + spoiled + missing", name=op.f("ck_batch_balance")),
        sa.CheckConstraint("returned >= 0 AND spoiled >= 0 AND missing >= 0", name=op.f("ck_batch_counts")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_batch_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_index(op.f("ix_batch_collector_id"), "batch", ["collector_id"], unique=False)

    op.create_table(
        "frame",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("design_cell_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=True),
        sa.Column("delete_after", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["design_cell_id"], ["design_cell.id"], name=op.f("fk_frame_design_cell_id_design_cell")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_frame_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame")),
    )
    op.create_index(op.f("ix_frame_wave_id"), "frame", ["wave_id"], unique=False)

    op.create_table(
        "sample_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(300), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("fieldworker", sa.String(32), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=True),
        sa.Column("recheck", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('open', 'completed', 'refused', 'absent', 'moved', 'not_eligible')",
            name=op.f("ck_sample_case_outcome"),
        ),
        sa.CheckConstraint("role IN ('listed', 'drawn', 'reserve')", name=op.f("ck_sample_case_role")),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_sample_case_visits")),
        sa.ForeignKeyConstraint(["frame_id"], ["frame.id"], name=op.f("fk_sample_case_frame_id_frame")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["sample_case.id"], name=op.f("fk_sample_case_replaces_id_sample_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_case")),
        sa.UniqueConstraint("frame_id", "number", name=op.f("uq_sample_case_frame_id_number")),
    )
