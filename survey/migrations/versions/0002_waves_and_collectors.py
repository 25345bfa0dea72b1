"""Questionnaires with their labels, waves with their design, and collectors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Questionnaires with their labels, waves with their design, and collectors."""
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("languages", sa.String(64), nullable=False),
        sa.Column("wording", sa.String(8), nullable=False),
        sa.Column("index_rule", sa.String(32), nullable=False),
        sa.Column("meaning", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("revises_id", sa.Integer(), nullable=True),
        sa.Column("revision_approved_by", sa.String(120), nullable=True),
        sa.CheckConstraint("wording IN ('own', 'official')", name=op.f("ck_questionnaire_wording")),
        sa.CheckConstraint("length(meaning) = 64", name=op.f("ck_questionnaire_meaning")),
        sa.ForeignKeyConstraint(
            ["revises_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_revises_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_questionnaire_code_version")),
    )

    op.create_table(
        "answer_position",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("option", sa.String(1), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_answer_position_number")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_answer_position_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "number", name=op.f("pk_answer_position")),
    )

    op.create_table(
        "answer_label",
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(1), nullable=False),
        sa.Column("label", sa.String(500), nullable=False),
        sa.Column("label_en", sa.String(500), nullable=True),
        sa.CheckConstraint("length(code) = 1", name=op.f("ck_answer_label_code")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_answer_label_questionnaire_id_questionnaire"),
        ),
        sa.PrimaryKeyConstraint("questionnaire_id", "number", "code", name=op.f("pk_answer_label")),
    )

    op.create_table(
        "wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("design", sa.String(24), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("plan_number", sa.String(64), nullable=True),
        sa.Column("legal_basis", sa.String(500), nullable=True),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("counted_as", sa.String(16), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("display_limit", sa.Integer(), nullable=False),
        sa.Column("reliable_limit", sa.Integer(), nullable=False),
        sa.Column("results_address", sa.String(200), nullable=True),
        sa.Column("results_month", sa.String(40), nullable=True),
        sa.Column("contact", sa.String(200), nullable=True),
        sa.Column("feedback_channel", sa.String(200), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("decision_number", sa.String(64), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("frozen_hash", sa.String(64), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("approved_by", sa.String(120), nullable=True),
        sa.CheckConstraint(
            "design IN ('voluntary', 'every_user', 'random_sample', 'stratified_clusters')",
            name=op.f("ck_wave_design"),
        ),
        sa.CheckConstraint("kind IN ('survey', 'rating')", name=op.f("ck_wave_kind")),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'open', 'closed', 'frozen', 'review', 'results_approved', "
            "'published')",
            name=op.f("ck_wave_state"),
        ),
        sa.CheckConstraint(
            "closes IS NULL OR opens IS NULL OR closes >= opens", name=op.f("ck_wave_opens_closes")
        ),
        sa.CheckConstraint("display_limit >= 1", name=op.f("ck_wave_display_limit")),
        sa.CheckConstraint("grace_days >= 0", name=op.f("ck_wave_grace_days")),
        sa.ForeignKeyConstraint(["host_id"], ["unit.id"], name=op.f("fk_wave_host_id_unit")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_wave_questionnaire_id_questionnaire")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("code", name=op.f("uq_wave_code")),
    )
    op.create_index(op.f("ix_wave_questionnaire_id"), "wave", ["questionnaire_id"], unique=False)

    op.create_table(
        "design_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("stratum", sa.String(120), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("drawn", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "population IS NULL OR drawn IS NULL OR population >= drawn", name=op.f("ck_design_cell_drawn")
        ),
        sa.CheckConstraint("stage >= 1", name=op.f("ck_design_cell_stage")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["design_cell.id"], name=op.f("fk_design_cell_parent_id_design_cell")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_design_cell_unit_id_unit")),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_design_cell_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_design_cell")),
        sa.UniqueConstraint(
            "wave_id", "unit_id", "stage", "code", name=op.f("uq_design_cell_wave_id_unit_id_stage_code")
        ),
    )
    op.create_index(op.f("ix_design_cell_wave_id"), "design_cell", ["wave_id"], unique=False)

    op.create_table(
        "collector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("service_point_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(12), nullable=False),
        sa.Column("layout", sa.String(8), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=True),
        sa.Column("design_cell_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "mode IN ('kiosk', 'phone', 'paper', 'interviewer', 'post', 'import')",
            name=op.f("ck_collector_mode"),
        ),
        sa.CheckConstraint("layout IN ('phone', 'counter')", name=op.f("ck_collector_layout")),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_collector_token_hash")),
        sa.ForeignKeyConstraint(["agency_id"], ["unit.id"], name=op.f("fk_collector_agency_id_unit")),
        sa.ForeignKeyConstraint(
            ["design_cell_id"], ["design_cell.id"], name=op.f("fk_collector_design_cell_id_design_cell")
        ),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedure.id"], name=op.f("fk_collector_procedure_id_procedure")
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["unit.id"], name=op.f("fk_collector_service_point_id_unit")
        ),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_collector_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collector")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_collector_token_hash")),
    )
    op.create_index(op.f("ix_collector_agency_id"), "collector", ["agency_id"], unique=False)
    op.create_index(op.f("ix_collector_wave_id"), "collector", ["wave_id"], unique=False)
