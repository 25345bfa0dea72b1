"""A queue taken off a tablet as a file: read with distrust, and let in as often as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from survey.ballots.contract import ContractError, parse_body
from survey.ballots.reception import receive
from survey.ballots.store import Store

KIND, FORMAT = "queue", 1
LARGEST = 256 * 1024 * 1024
"""Bytes; a tablet that holds more has another trouble."""


class QueueFileError(ValueError):
    """A file that holds no queue of a tablet."""


@dataclass
class TakenIn:
    """What became of the ballots of a file."""

    new: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)
    """One line each: the place in the file and the reason; never an answer, an id or a token."""

    @property
    def total(self) -> int:
        """Ballots in the file."""
        return self.new + self.known + len(self.refused)


def take_in(store: Store, path: Path) -> TakenIn:
    """Let the ballots of a file in; those that came before, by this way or another, are not stored twice.

    Raises
    ------
    QueueFileError: the file is no queue of a tablet; nothing of it was let in.
    """
    taken = TakenIn()
    for number, (ballot_id, body) in enumerate(list(_ballots(path)), start=1):
        try:
            recorded = receive(store, ballot_id, parse_body(body.encode()), by_hand=True)
        except ContractError as refusal:
            where = ", ".join(f"{name}: {reason}" for name, reason in refusal.fields.items())
            taken.refused.append(f"ballot {number}; {' '.join([refusal.code, where]).strip()}")
            continue
        if recorded.status == 201:
            taken.new += 1
        elif recorded.status == 200:
            taken.known += 1
        else:
            taken.refused.append(f"ballot {number}; {recorded.code}")
    return taken


def _ballots(path: Path) -> Iterator[tuple[str, str]]:
    data = _data(path)
    if data.get("hailong") != KIND or not isinstance(data.get("ballots"), list):
        raise QueueFileError(f"this is no queue of a tablet; {path}; export it again on the page for staff")
    if data.get("format") != FORMAT:
        raise QueueFileError(f"this file is of a newer program; {path}; import it with the newer hailong")
    for number, each in enumerate(data["ballots"], start=1):
        if not isinstance(each, dict) or not all(isinstance(each.get(name), str) for name in ("id", "body")):
            raise QueueFileError(
                f"ballot {number} has no id or no body; {path}; export the queue again on the page for staff"
            )
        yield each["id"], each["body"]


def _data(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST:
        raise QueueFileError(f"the file is too large for a queue; {path}; export it again on the tablet")
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        raise QueueFileError(
            f"the file cannot be read, perhaps it was cut off; {path}; copy it from the tablet once more"
        ) from None
    return data if isinstance(data, dict) else {}
