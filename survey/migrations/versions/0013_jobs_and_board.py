"""Jobs know their wave and who ordered them; files that they made; how many ballots came, counted ahead."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from survey.tables.base import Day

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns to the jobs, and the tables of made files and of counted ballots."""
    op.add_column("job", sa.Column("wave", sa.String(64), nullable=True))
    op.add_column(
        "job", sa.Column("ordered_by", sa.String(200), server_default=sa.text("''"), nullable=False)
    )
    op.create_index(op.f("ix_job_wave"), "job", ["wave"], unique=False)
    op.create_table(
        "made_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size >= 0", name=op.f("ck_made_file_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_made_file_sha256")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_made_file_job_id_job")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_file")),
    )
    op.create_index(op.f("ix_made_file_job_id"), "made_file", ["job_id"], unique=False)
    op.create_table(
        "ballot_count",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(1), nullable=False),
        sa.Column("week", Day(), nullable=False, autoincrement=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("recent", sa.Integer(), nullable=False),
        sa.Column("last_day", Day(), nullable=False),
        sa.CheckConstraint("state IN ('c', 'p', 'f', 'x')", name=op.f("ck_ballot_count_state")),
        sa.CheckConstraint(
            "ballots >= 1 AND recent >= 0 AND recent <= ballots", name=op.f("ck_ballot_count_counts")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_ballot_count_wave_id_wave")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_ballot_count_collector_id_collector")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["unit.id"], name=op.f("fk_ballot_count_agency_id_unit")),
        sa.PrimaryKeyConstraint(
            "wave_id", "collector_id", "agency_id", "state", "week", name=op.f("pk_ballot_count")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counted_wave",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("counted", sa.DateTime(timezone=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("milliseconds >= 0", name=op.f("ck_counted_wave_milliseconds")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_counted_wave_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_counted_wave")),
    )
