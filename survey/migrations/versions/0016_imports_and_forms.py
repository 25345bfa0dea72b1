"""Files of answers that are imported, and questionnaires on their way to being published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from survey.tables.base import BallotId

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = "state IN ('uploaded', 'checking', 'checked', 'storing', 'stored', 'undone')"


def upgrade() -> None:
    """Make the tables of imports and of drafts."""
    _imports()
    _what_came_with_them()
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revises_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('checked', 'proposed')", name=op.f("ck_form_draft_state")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_form_draft_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["revises_id"], ["questionnaire.id"], name=op.f("fk_form_draft_revises_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
    )


def _imports() -> None:
    op.create_table(
        "data_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("brought_by", sa.String(120), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("file_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(STATES, name=op.f("ck_data_import_state")),
        sa.CheckConstraint("length(file_hash) = 64", name=op.f("ck_data_import_file_hash")),
        sa.CheckConstraint("ballots >= 0 AND comments >= 0", name=op.f("ck_data_import_counts")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_data_import_wave_id_wave")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_data_import_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_import")),
    )
    op.create_index(op.f("ix_data_import_wave_id"), "data_import", ["wave_id"], unique=False)


def _what_came_with_them() -> None:
    op.create_table(
        "import_door",
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collector_id"],
            ["collector.id"],
            name=op.f("fk_import_door_collector_id_collector"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["data_import.id"], name=op.f("fk_import_door_import_id_data_import")
        ),
        sa.PrimaryKeyConstraint("collector_id", name=op.f("pk_import_door")),
    )
    op.create_index(op.f("ix_import_door_import_id"), "import_door", ["import_id"], unique=False)
    op.create_table(
        "imported_comment",
        sa.Column("comment_id", BallotId(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_imported_comment_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["data_import.id"], name=op.f("fk_imported_comment_import_id_data_import")
        ),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_imported_comment")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_imported_comment_import_id"), "imported_comment", ["import_id"], unique=False)
