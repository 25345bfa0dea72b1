"""What is embedded in a PDF: the whole content of the report as JSON, and the version that drew it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from reports.content import Report
from reports.embedding.plain import NAME, UnreadableContentError, plain, whole
from reports.official.content import Official

FORMAT = "hailong-report/1"
FILE = "hailong-report.json"
"""The name of the attachment."""

CONTENTS: dict[str, type] = {"Report": Report, "Official": Official}
"""The kinds of content that can be read back."""


UNTOLD = {
    "Figure": ("counts", "missing_items"),
    "Estimate": ("k", "sum_weights", "deff_without"),
}
"""What no page prints and no file of estimates holds; the guard of hidden bases does not reckon with it."""


@dataclass(frozen=True)
class Payload:
    """The embedded data, read."""

    version: str
    content: Any
    sha256: str


def payload(content: Any) -> bytes:
    """The same content and version give the same bytes."""
    told = {"format": FORMAT, "version": program_version(), "content": plain(content, UNTOLD)}
    return json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def digest(data: bytes) -> str:
    """SHA-256 of embedded data: what a document was made from, in 64 digits."""
    return hashlib.sha256(data).hexdigest()


def read_payload(data: bytes) -> Payload:
    """The content of embedded data.

    Raises
    ------
    UnreadableContentError: they are not ours, or of a version with other contents.
    """
    try:
        told = json.loads(data)
        if told["format"] != FORMAT:
            raise UnreadableContentError(f"the format is {told['format']!r}; {FILE}; only {FORMAT} is read")
        kind = CONTENTS[told["content"][NAME]]
        return Payload(str(told["version"]), whole(kind, told["content"]), digest(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        if isinstance(error, UnreadableContentError):
            raise
        raise UnreadableContentError(f"these are no data of a report; {FILE}; {error!r}") from None


@cache
def program_version() -> str:
    """The version of this program; where it was not installed nobody knows it."""
    try:
        return version("hailong")
    except PackageNotFoundError:
        return "unknown"
