"""An output folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class OutputExistsError(ValueError):
    """The output folder holds something already."""


@contextmanager
def staged(target: Path, *, ours: Collection[str] = (), force: bool = False) -> Iterator[Path]:
    """A new sibling of `target` to write into; it takes `target`'s place when the block succeeds.

    `ours` are the names this program writes: with `force`, a folder of nothing else is replaced.
    Whatever ends the block early, Ctrl-C included, leaves `target` as it was.
    """
    target = target.absolute()
    refuse_occupied(target, ours=ours, force=force)
    made = _make_parents(target.parent)
    part = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent))
    try:
        part.chmod(0o777 & ~_umask())
        yield part
        _swap(part, target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def refuse_occupied(target: Path, *, ours: Collection[str] = (), force: bool = False) -> None:
    """Refuse a target that is a file, or a folder with anything in it that may not be replaced."""
    if target.is_dir():
        found = sorted(each.name for each in target.iterdir())
        foreign = [name for name in found if name not in ours]
        if found and not force:
            raise OutputExistsError(f"the folder is not empty; {target}; name another, or add --force")
        if foreign:
            raise OutputExistsError(
                f"the folder holds what this command did not write ({', '.join(foreign[:3])}); {target}; "
                "name another folder, or move these away"
            )
    elif target.exists() or target.is_symlink():
        raise OutputExistsError(f"there is a file of this name; {target}; name another folder")


def _make_parents(parent: Path) -> list[Path]:
    """Create the missing folders above; the ones created, innermost first."""
    missing = [folder for folder in (parent, *parent.parents) if not folder.exists()]
    parent.mkdir(parents=True, exist_ok=True)
    return missing


def _swap(part: Path, target: Path) -> None:
    if not target.exists():
        part.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", suffix=".old", dir=target.parent))
    aside = old / target.name
    target.rename(aside)
    try:
        part.rename(target)
    except BaseException:
        aside.rename(target)
        old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
