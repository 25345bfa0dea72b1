"""Where the world stands: its database as it was built, and every page and file that is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from survey.accounts import passwords, signing_in
from survey.jobs.files import SETTING
from tests.accounts.cast import KEY_TEXT
from tests.databases import sqlite_database
from tests.staff.everywhere.fills import shown
from tests.staff.everywhere.world import World, build

NO_PAGES = {"/staff/assets/<name>", "/staff/<path:rest>"}


@dataclass
class Place:
    """The world, and the database as it was when it was built."""

    world: World
    file: Path
    copy: Path

    def renew(self) -> None:
        """As it was."""
        self.world.engine.dispose()
        for rest in ("-wal", "-shm"):
            Path(f"{self.file}{rest}").unlink(missing_ok=True)
        shutil.copyfile(self.copy, self.file)


@contextmanager
def everywhere(template: Path, folder: Path) -> Iterator[Place]:
    """Build it in an empty folder; for a whole module of tests, because it takes seconds."""
    with pytest.MonkeyPatch.context() as patch, sqlite_database(template, folder / "all.db") as engine:
        patch.setenv("HAILONG_KEY", KEY_TEXT)
        patch.setenv(SETTING, str(folder / "made"))
        patch.setattr(passwords, "MEMORY_KIB", 64)
        patch.setattr(signing_in, "GRAIN", 0)
        world = build(engine, folder)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        shutil.copyfile(folder / "all.db", folder / "copy.db")
        yield Place(world, folder / "all.db", folder / "copy.db")


def rules(world: World) -> list[Rule]:
    found = [each for each in world.app.url_map.iter_rules() if each.rule.startswith("/staff")]
    return [each for each in found if each.rule not in NO_PAGES]


def pages(world: World) -> list[str]:
    """Every page and file."""
    found = shown(world)
    plain = [each.rule for each in rules(world) if "GET" in (each.methods or ()) and "<" not in each.rule]
    return [*plain, *(path for paths in found.values() for path in paths)]


def rule_of(world: World, path: str, verb: str = "GET") -> str:
    """Which address this is one of."""
    matched, _ = world.app.url_map.bind("").match(path.partition("?")[0], method=verb, return_rule=True)
    return str(matched.rule)
