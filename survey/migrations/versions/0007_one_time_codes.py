"""One-time codes of a door: only keyed hashes, in a list without time or ballot."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
