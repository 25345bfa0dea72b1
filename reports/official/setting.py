"""What an official report is told beside the figures: names of bodies, the plan, how the ballots came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Came:
    """What came of one unit's ballots; None where nobody counted it."""

    issued: int | None = None
    returned: int | None = None
    excluded: int | None = None
    partial: int | None = None
    flagged: int | None = None


@dataclass(frozen=True)
class Setting:
    """Names are printed as given and left as dotted blanks where they are not; nothing is made up."""

    superior: str = ""
    issuer: str = ""
    place: str = ""
    plan: str = ""
    legal_basis: str = ""
    opens: str = ""
    closes: str = ""
    design: str = ""
    """The key of the wave's design; "" where only the file is known."""
    came: Mapping[str, Came] = field(default_factory=dict)
    """By unit."""
