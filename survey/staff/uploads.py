"""Pages that take a file: only they take more than a form, and only from whoever may send one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
LARGEST_FORM = 16 * 1024
"""Bytes of a form without a file."""
MIB = 1024 * 1024
_NAME = "hailong_upload"


def takes_file(mib: int) -> Callable[[View], View]:
    """For a page whose form brings a file of at most so many MiB."""

    def mark(view: View) -> View:
        setattr(view, _NAME, mib * MIB)
        return view

    return mark


def largest_of(view: Callable[..., Any]) -> int:
    """How many bytes a request to this page may have."""
    return int(getattr(view, _NAME, LARGEST_FORM))
