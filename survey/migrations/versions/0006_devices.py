"""Devices: tablets paired with a door, the codes that pair them, and the opening hours of doors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("pin_hash", sa.String(200), nullable=False),
        sa.Column("cookie_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=True),
        sa.Column("paired_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("heard", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("parked", sa.Integer(), nullable=False),
        sa.Column("oldest_hours", sa.Integer(), nullable=True),
        sa.Column("app", sa.String(16), nullable=False),
        sa.Column("browser", sa.String(80), nullable=False),
        sa.Column("battery", sa.Integer(), nullable=True),
        sa.Column("charging", sa.Boolean(), nullable=True),
        sa.CheckConstraint("(paired_on IS NULL) = (cookie_hash IS NULL)", name=op.f("ck_device_paired_on")),
        sa.CheckConstraint(
            "battery IS NULL OR (battery >= 0 AND battery <= 100)", name=op.f("ck_device_battery")
        ),
        sa.CheckConstraint(
            "cookie_hash IS NULL OR length(cookie_hash) = 32", name=op.f("ck_device_cookie_hash")
        ),
        sa.CheckConstraint("oldest_hours IS NULL OR oldest_hours >= 0", name=op.f("ck_device_oldest_hours")),
        sa.CheckConstraint(
            "token_hash IS NULL OR length(token_hash) = 32", name=op.f("ck_device_token_hash")
        ),
        sa.CheckConstraint("waiting >= 0 AND parked >= 0", name=op.f("ck_device_counts")),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_device_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_device_cookie_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_index(op.f("ix_device_collector_id"), "device", ["collector_id"], unique=False)

    op.create_table(
        "pairing_code",
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_pairing_code_attempts")),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_pairing_code_device_id_device")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_pairing_code")),
    )
    op.create_index(op.f("ix_pairing_code_device_id"), "pairing_code", ["device_id"], unique=False)

    op.create_table(
        "opening_hours",
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday >= 1 AND weekday <= 7", name=op.f("ck_opening_hours_weekday")),
        sa.CheckConstraint(
            "opens >= 0 AND opens < closes AND closes <= 1440", name=op.f("ck_opening_hours_opens_closes")
        ),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_opening_hours_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("collector_id", "weekday", "opens", name=op.f("pk_opening_hours")),
    )
