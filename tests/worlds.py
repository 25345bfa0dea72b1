"""Worlds on SQLite that are filled once in a process and copied: filling them takes longer than most tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine

from survey import dates

World = TypeVar("World")


class Worlds:
    """Each by its name: the file of its database, and what those who filled it know of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def filled(self, name: str, engine: Engine, fill: Callable[[], World], *beside: Any) -> World:
        """What `fill` makes of the database of the engine; from the second time on, a copy of both.

        What is in the database before has to be the same each time: it is written over. In the copy, the
        engine and what is given `beside` it stand where those of the first time stood.
        """
        # Worlds are full of days counted from today.
        key = f"{name} {dates.today()}"
        engine.dispose()
        place, kept = Path(str(engine.url.database)), self._folder / f"{key}.db"
        source, target = kept, place
        if key not in self._kept:
            self._kept[key] = (engine, *beside), fill()
            engine.dispose()
            source, target = place, kept
        assert not _log(place).exists(), "somebody still holds this database"
        shutil.copyfile(source, target)
        origins, made = self._kept[key]
        here = zip(origins, (engine, *beside), strict=True)
        copied: World = deepcopy(made, {id(origin): each for origin, each in here})
        return copied


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Those of this process."""
    return Worlds(tmp_path_factory.mktemp("worlds"))


def _log(place: Path) -> Path:
    """What was written and is not in the file yet."""
    return place.with_name(place.name + "-wal")
