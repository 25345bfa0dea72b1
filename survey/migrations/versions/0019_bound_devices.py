"""Computers on which staff sign in with a PIN, the PINs, and sessions that hold on one computer only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STRENGTHS = "strength IN ('password', 'second_factor', 'pin')"


def upgrade() -> None:
    """Make both tables and let a session be of a PIN."""
    _make_devices()
    op.create_table(
        "staff_pin",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("pin_hash", sa.String(200), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_staff_pin_attempts")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_staff_pin_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_staff_pin")),
    )
    with op.batch_alter_table("staff_session") as batch:
        batch.add_column(sa.Column("device_id", sa.Integer(), nullable=True))
        batch.drop_constraint(op.f("ck_staff_session_strength"), type_="check")
        batch.create_check_constraint(op.f("ck_staff_session_strength"), STRENGTHS)
        batch.create_check_constraint(
            op.f("ck_staff_session_device_id"), "(strength = 'pin') = (device_id IS NOT NULL)"
        )
        batch.create_foreign_key(
            op.f("fk_staff_session_device_id_bound_device"),
            "bound_device",
            ["device_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch.create_index(op.f("ix_staff_session_device_id"), ["device_id"])


def _make_devices() -> None:
    op.create_table(
        "bound_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("code_expires", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("last_used", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "code_hash IS NULL OR length(code_hash) = 32", name=op.f("ck_bound_device_code_hash")
        ),
        sa.CheckConstraint(
            "token_hash IS NULL OR length(token_hash) = 32", name=op.f("ck_bound_device_token_hash")
        ),
        sa.CheckConstraint(
            "(code_hash IS NULL) = (code_expires IS NULL)", name=op.f("ck_bound_device_code_expires")
        ),
        sa.CheckConstraint(
            "code_hash IS NULL OR token_hash IS NULL", name=op.f("ck_bound_device_code_or_token")
        ),
        sa.CheckConstraint(
            "revoked IS NULL OR (code_hash IS NULL AND token_hash IS NULL)",
            name=op.f("ck_bound_device_revoked_holds_nothing"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_bound_device_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bound_device")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_bound_device_code_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_bound_device_token_hash")),
    )
    op.create_index(op.f("ix_bound_device_unit_id"), "bound_device", ["unit_id"], unique=False)
