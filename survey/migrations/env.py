"""How alembic meets our tables: on the connection handed over, with tables remade in batches for SQLite."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString
from sqlmodel.sql.sqltypes import UTCDateTime

from survey.tables import metadata
from survey.tables.base import BallotId, Day


def plainly(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A type in the words of SQLAlchemy where it has them, so that a migration needs no newer SQLModel."""
    if kind != "type":
        return False
    if isinstance(item, BallotId | Day):
        return f"{type(item).__name__}()"
    if isinstance(item, AutoString):
        return f"sa.String({vars(item.impl_instance)['length']})"
    return "sa.DateTime(timezone=True)" if isinstance(item, UTCDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    render_item=plainly,
)
context.run_migrations()
