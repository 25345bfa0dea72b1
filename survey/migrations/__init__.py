"""The history of the tables, run by alembic from inside the package."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

FOLDER = Path(__file__).parent


def config_for(connection: Connection | None = None) -> Config:
    """Alembic's settings for these migrations on a connection that somebody else opens and closes."""
    config = Config(stdout=StringIO())
    # ConfigParser reads % as the start of a variable, and a folder may bear one.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def run_upgrade(connection: Connection) -> None:
    """Run every migration that this database has not seen, inside the caller's transaction."""
    command.upgrade(config_for(connection), "head")


def check(connection: Connection) -> None:
    """Alembic's own check that the tables in the code need no further migration; raises where they do."""
    command.check(config_for(connection))
