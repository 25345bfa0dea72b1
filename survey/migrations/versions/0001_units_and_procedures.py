"""Units with dated parents and successions, and procedures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Units with dated parents and successions, and procedures."""
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('country', 'ministry', 'province', 'department', 'commune', 'service_centre', "
            "'branch', 'vertical_agency')",
            name=op.f("ck_unit_kind"),
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_unit_valid_from_valid_to"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_unit_code_valid_from")),
    )
    op.create_index(op.f("ix_unit_code"), "unit", ["code"], unique=False)

    op.create_table(
        "unit_parent",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("unit_id <> parent_id", name=op.f("ck_unit_parent_not_its_own")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_unit_parent_valid_from_valid_to"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_parent_id_unit")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_parent_unit_id_unit")),
        sa.PrimaryKeyConstraint("unit_id", "parent_id", "valid_from", name=op.f("pk_unit_parent")),
    )

    op.create_table(
        "unit_succession",
        sa.Column("old_id", sa.Integer(), nullable=False),
        sa.Column("new_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.CheckConstraint("old_id <> new_id", name=op.f("ck_unit_succession_not_itself")),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_unit_succession_share")),
        sa.ForeignKeyConstraint(["new_id"], ["unit.id"], name=op.f("fk_unit_succession_new_id_unit")),
        sa.ForeignKeyConstraint(["old_id"], ["unit.id"], name=op.f("fk_unit_succession_old_id_unit")),
        sa.PrimaryKeyConstraint("old_id", "new_id", "day", name=op.f("pk_unit_succession")),
    )

    op.create_table(
        "procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("field", sa.String(120), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["unit.id"], name=op.f("fk_procedure_agency_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_procedure")),
        sa.UniqueConstraint("code", name=op.f("uq_procedure_code")),
    )
    op.create_index(op.f("ix_procedure_field"), "procedure", ["field"], unique=False)

    op.create_table(
        "past_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(300), nullable=False),
        sa.CheckConstraint("value >= 0 AND value <= 1", name=op.f("ck_past_figure_value")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_past_figure_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_figure")),
        sa.UniqueConstraint("unit_id", "year", "what", name=op.f("uq_past_figure_unit_id_year_what")),
    )

    op.create_table(
        "case_statistics",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("solved", sa.Integer(), nullable=False),
        sa.Column("on_time", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("apologies", sa.Integer(), nullable=False),
        sa.CheckConstraint("on_time + late <= solved", name=op.f("ck_case_statistics_solved")),
        sa.CheckConstraint(
            "received >= 0 AND solved >= 0 AND on_time >= 0 AND late >= 0 AND apologies >= 0",
            name=op.f("ck_case_statistics_counts"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_case_statistics_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_statistics")),
        sa.UniqueConstraint(
            "unit_id",
            "period_from",
            "period_to",
            name=op.f("uq_case_statistics_unit_id_period_from_period_to"),
        ),
    )
