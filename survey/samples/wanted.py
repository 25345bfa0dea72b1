"""What somebody wants of a draw on the page: the same as `hailong draw` and `hailong interview load` ask."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from survey.planning.requests import DrawRequest

METHODS = ("simple", "systematic", "stratified", "clusters", "pps")
ALLOCATIONS = ("proportional", "equal")
"""Neyman's takes a measured spread, and is left to the command."""
KINDS = ("household", "transaction")
COLUMNS = ("id", "unit", "stratum", "psu", "size", "order")
"""Settings that name one column of the frame."""
WHOLE = ("n", "per_psu", "reserves", "seed")


@dataclass(frozen=True)
class Wanted:
    """One draw; a column that is not named is empty, a number that is not given is None."""

    method: str = "stratified"
    describe: tuple[str, ...] = ()
    id: str = ""
    unit: str = ""
    stratum: str = ""
    psu: str = ""
    size: str = ""
    order: str = ""
    n: int | None = None
    sizes: tuple[tuple[str, int], ...] = ()
    """How many of each stratum, instead of n."""
    per_psu: int | None = None
    allocation: str = "proportional"
    take_all: bool = False
    reserves: int | None = None
    seed: int | None = None
    source: str = ""
    kind: str = "household"

    def as_text(self) -> str:
        """The settings as JSON, for the seal of what was shown."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> Wanted:
        """The settings that were sealed."""
        said = json.loads(text)
        said["describe"] = tuple(said["describe"])
        said["sizes"] = tuple((name, n) for name, n in said["sizes"])
        return cls(**{each.name: said[each.name] for each in fields(cls)})

    def request(self, file: Path, out: Path) -> DrawRequest:
        """The request of `hailong draw`; how many of each stratum goes as the file of a plan."""
        plan = self._plan(out.with_name("plan.csv")) if self.sizes else None
        return DrawRequest(
            file=file,
            out=out,
            method=self.method,
            n=None if plan else self.n,
            plan=plan,
            id=self.id or None,
            unit=self.unit or None,
            stratum=self.stratum or None,
            psu=self.psu or None,
            size=self.size or None,
            per_psu=self.per_psu,
            allocation=self.allocation,
            take_all=self.take_all,
            order=(self.order,) if self.order else (),
            reserves=self.reserves or 0,
            seed=self.seed,
        )

    def _plan(self, path: Path) -> Path:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("unit", "invitations", "psus"))
            writer.writerows((name, n, n) for name, n in self.sizes)
        return path


def contradictions(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """What the settings lack or contradict, whatever the frame: the field, and the name of the reason."""
    from survey.planning.methods import MEANT, NEEDED, PARTICULAR

    meant = MEANT[wanted.method]
    defaults = {each.name: each.default for each in fields(Wanted)}
    if not wanted.describe:
        yield "describe", "no_description"
    for name in NEEDED.get(wanted.method, ()):
        if not getattr(wanted, name):
            yield name, "needed"
    for name in sorted(PARTICULAR & set(defaults) - set(meant)):
        if getattr(wanted, name) != defaults[name]:
            yield name, "idle"
    if (wanted.n is None) == (not wanted.sizes):
        yield "n", "once"
    if wanted.sizes and not wanted.stratum:
        yield "sizes", "sizes_need_stratum"
    elif wanted.sizes and wanted.allocation != "proportional":
        yield "allocation", "sizes_are_shares"
