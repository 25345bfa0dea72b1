"""The check without a network: an application of the command's own on the same database."""

from __future__ import annotations

from sqlalchemy import Engine

from survey import create_app
from survey.link_check.rehearsal import Rehearsal


class Here:
    """The way into the database of this machine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._app = create_app(engine)

    def fault_at(self, collector_id: int) -> str | None:
        """Where the way is blocked; None: a ballot would get through."""
        with self._app.test_request_context():  # Pages hold addresses, and those are the application's.
            return Rehearsal(self._engine).fault_at(collector_id)
