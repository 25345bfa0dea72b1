"""One-time codes of a door: only keyed hashes, in a list without time or ballot."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Batches and the codes that wait; the list of used codes, which nothing ever wrote, goes."""
    op.drop_index(op.f("ix_used_code_wave_id"), table_name="used_code")
    op.drop_table("used_code")
    op.create_table(
        "code_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("left_over", sa.Integer(), nullable=True),
        sa.Column("key_mark", sa.LargeBinary(length=8), nullable=False),
        sa.CheckConstraint("length(key_mark) = 8", name=op.f("ck_code_batch_key_mark")),
        sa.CheckConstraint(
            "left_over IS NULL OR (left_over >= 0 AND left_over <= made)",
            name=op.f("ck_code_batch_left_over"),
        ),
        sa.CheckConstraint("made >= 1", name=op.f("ck_code_batch_made")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_code_batch_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_batch")),
    )
    op.create_index(op.f("ix_code_batch_collector_id"), "code_batch", ["collector_id"], unique=False)
    op.create_table(
        "one_time_code",
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(code_hash) = 32", name=op.f("ck_one_time_code_code_hash")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["code_batch.id"], name=op.f("fk_one_time_code_batch_id_code_batch")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_one_time_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_one_time_code_batch_id"), "one_time_code", ["batch_id"], unique=False)
