"""Paper keying: which ballot bears which number of a batch, and the second keying of a share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from survey.tables.base import BallotId

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "keyed_ballot",
        sa.Column("ballot_id", BallotId(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(16), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_keyed_ballot_number")),
        sa.CheckConstraint("length(body_hash) = 16", name=op.f("ck_keyed_ballot_body_hash")),
        _points("keyed_ballot", "account_id", "account"),
        _points("keyed_ballot", "batch_id", "batch"),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_keyed_ballot")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_keyed_ballot_batch_id_number")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_keyed_ballot_account_id"), "keyed_ballot", ["account_id"], unique=False)
    op.create_table(
        "second_keying",
        sa.Column("ballot_id", BallotId(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.String(400), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("resolved_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.Integer(), nullable=True),
        sa.Column("first_wrong", sa.Integer(), nullable=True),
        sa.Column("second_wrong", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'keyed', 'resolved')", name=op.f("ck_second_keying_state")),
        sa.CheckConstraint(
            "account_id IS NULL OR account_id <> first_id", name=op.f("ck_second_keying_two_people")
        ),
        sa.CheckConstraint(
            "resolved_id IS NULL OR (resolved_id <> first_id AND resolved_id <> account_id)",
            name=op.f("ck_second_keying_third_person"),
        ),
        sa.CheckConstraint(
            "state = 'waiting' OR account_id IS NOT NULL", name=op.f("ck_second_keying_keyed_by")
        ),
        sa.CheckConstraint(
            "state <> 'resolved' OR "
            "(fields IS NOT NULL AND first_wrong IS NOT NULL AND second_wrong IS NOT NULL)",
            name=op.f("ck_second_keying_counts"),
        ),
        _points("second_keying", "account_id", "account"),
        _points("second_keying", "batch_id", "batch"),
        _points("second_keying", "first_id", "account"),
        _points("second_keying", "resolved_id", "account"),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_second_keying")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_second_keying_batch_id"), "second_keying", ["batch_id"], unique=False)


def _points(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
