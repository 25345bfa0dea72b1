"""Interviewers and their assigned cases: links, sampling areas, what each visit came to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OUTCOMES = (
    "outcome IN ('open', 'completed', 'partial', 'refused', 'broken_off', 'not_at_home', 'other', "
    "'unknown_household', 'unknown', 'moved', 'not_eligible')"
)
KEPT = "id, frame_id, number, description, role, fieldworker, visits, replaces_id, reason, recheck"


def upgrade() -> None:
    """Make the table of links; cases learn the words of the dispositions and what each visit came to."""
    op.add_column("frame", sa.Column("area", sa.String(120), server_default=sa.text("''"), nullable=False))
    (_cases_in_sqlite if op.get_bind().dialect.name == "sqlite" else _cases_in_postgres)()
    op.create_table(
        "interview_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("fieldworker", sa.String(32), nullable=False),
        sa.Column("collector_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_interview_link_token_hash")),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["frame.id"], name=op.f("fk_interview_link_frame_id_frame"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["collector_id"], ["collector.id"], name=op.f("fk_interview_link_collector_id_collector")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_interview_link_token_hash")),
    )
    op.create_index(op.f("ix_interview_link_frame_id"), "interview_link", ["frame_id"], unique=False)


def _cases_in_postgres() -> None:
    op.add_column("sample_case", sa.Column("contacts", sa.String(2000), server_default="[]", nullable=False))
    op.alter_column("sample_case", "outcome", type_=sa.String(24))
    op.drop_constraint(op.f("ck_sample_case_outcome"), "sample_case", type_="check")
    op.execute("UPDATE sample_case SET outcome = 'not_at_home' WHERE outcome = 'absent'")
    op.create_check_constraint(op.f("ck_sample_case_outcome"), "sample_case", OUTCOMES)


def _cases_in_sqlite() -> None:
    """SQLite changes no rule of a table: the cases move into a new one."""
    op.rename_table("sample_case", "sample_case_before")
    op.create_table(
        "sample_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("frame_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(300), nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("fieldworker", sa.String(32), nullable=True),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("contacts", sa.String(2000), server_default="[]", nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(300), nullable=True),
        sa.Column("recheck", sa.Boolean(), nullable=False),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_sample_case_outcome")),
        sa.CheckConstraint("role IN ('listed', 'drawn', 'reserve')", name=op.f("ck_sample_case_role")),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_sample_case_visits")),
        sa.ForeignKeyConstraint(["frame_id"], ["frame.id"], name=op.f("fk_sample_case_frame_id_frame")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["sample_case.id"], name=op.f("fk_sample_case_replaces_id_sample_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_case")),
        sa.UniqueConstraint("frame_id", "number", name=op.f("uq_sample_case_frame_id_number")),
    )
    op.execute(
        f"INSERT INTO sample_case ({KEPT}, outcome) SELECT {KEPT}, "  # noqa: S608
        "CASE outcome WHEN 'absent' THEN 'not_at_home' ELSE outcome END FROM sample_case_before"
    )
    op.drop_table("sample_case_before")
