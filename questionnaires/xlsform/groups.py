"""The groups of the sheet survey: blocks, in them aspects and factors, in them questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from questionnaires.problems import nearest
from questionnaires.tree import Path
from questionnaires.xlsform.questions import Reading, question
from questionnaires.xlsform.sheets import Problems, Row

PARTS = ("aspect", "factor")
ROLES = ("about", "perception", "satisfaction", "needs")


@dataclass
class Group:
    """A group while it is read: what it becomes, and where it stands in the questionnaire."""

    row: Row
    kind: str
    data: dict[str, Any]
    path: Path
    rated: bool
    has_note: bool = False


@dataclass
class Tree:
    """The blocks, and the row of everything in them by its path."""

    reading: Reading
    blocks: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[Path, Row] = field(default_factory=dict)
    open: list[Group] = field(default_factory=list)

    @property
    def problems(self) -> Problems:
        return self.reading.problems

    def read(self, rows: Sequence[Row]) -> None:
        """Every row, one after the other."""
        for row in rows:
            type_, rest = _type_of(row)
            if type_ == "begin_group":
                self._begin(row)
            elif type_ == "end_group":
                self._end(row)
            elif type_ == "note" and self._takes_note():
                self._note(row)
            else:
                self._question(row, type_, rest)
        for group in self.open:
            self.problems.add(group.row.at("type"), "this group does not end", "add a row end_group")

    def _begin(self, row: Row) -> None:
        kind = self._part(row)
        data: dict[str, Any] = {"code": row.get("name"), "title": row.text("label")}
        rated = self.open[0].rated if self.open else row.get("hailong_role") == "satisfaction"
        holder = self.blocks if kind == "block" else self.open[-1].data.setdefault(f"{kind}s", [])
        above: Path = () if kind == "block" else self.open[-1].path
        group = Group(row, kind, data, (*above, f"{kind}s", len(holder)), rated)
        if kind == "block":
            data |= self._role(row)
        if stem := row.text("hailong_stem"):
            data["stem"] = stem
        self._refuse(row, ("relevant", "required", "constraint", "hint", "hailong_kind", "hailong_weight"))
        holder.append(data)
        self.rows[group.path] = row
        self.open.append(group)

    def _part(self, row: Row) -> str:
        """What a group is: a block outside, inside a factor unless the row says aspect."""
        told = row.get("hailong_part")
        if not self.open:
            if told and told != "block":
                self.problems.add(row.at("hailong_part"), f"{told} stands in no block", "put it into a group")
            return "block"
        if told and told not in PARTS:
            self.problems.add(row.at("hailong_part"), f"it cannot be {told!r}", nearest(told, PARTS))
        deepest = self.open[-1].kind
        if deepest == "factor" or (deepest == "aspect" and told == "aspect"):
            cure = "end the group before it; a block holds aspects (hailong_part aspect), these hold factors"
            self.problems.add(row.at("type"), "groups stand too deep in each other", cure)
        if row.get("hailong_role"):
            self.problems.add(
                row.at("hailong_role"), "only the outermost group has a role", "empty this cell"
            )
        return told if told in PARTS else "factor"

    def _role(self, row: Row) -> dict[str, str]:
        role = row.get("hailong_role")
        if role not in ROLES:
            what = f"it cannot be {role!r}" if role else "it is not said what this part is"
            self.problems.add(row.at("hailong_role"), what, f"write one of {', '.join(ROLES)}")
        return {"role": role}

    def _end(self, row: Row) -> None:
        if self.open:
            self.open.pop()
        else:
            self.problems.add(row.at("type"), "no group is open here", "delete this row")

    def _takes_note(self) -> bool:
        """Whether a note becomes what is read before the first question of a block."""
        if not self.open or self.open[-1].kind != "block":
            return False
        data = self.open[-1].data
        return not any(data.get(each) for each in ("items", "factors", "aspects", "intro"))

    def _note(self, row: Row) -> None:
        """What is read before the first question; its name is of no use to us."""
        self.open[-1].data["intro"] = row.text("label")
        self.rows[(*self.open[-1].path, "intro")] = row
        columns = ("relevant", "constraint", "hint", "hailong_kind", "hailong_role", "hailong_weight")
        self._refuse(row, columns)

    def _question(self, row: Row, type_: str, rest: str) -> None:
        rated = bool(self.open) and self.open[-1].rated
        made = question(row, type_, rest, self.reading, rated=rated)
        if made is None:
            return
        if not self.open:
            cure = "put it between begin_group and end_group"
            self.problems.add(row.at("type"), "this question stands in no group", cure)
            return
        items = self.open[-1].data.setdefault("items", [])
        self.rows[(*self.open[-1].path, "items", len(items))] = row
        items.append(made)

    def _refuse(self, row: Row, columns: Sequence[str]) -> None:
        for column in columns:
            if row.get(column) or row.text(column):
                what = "this has no place beside a group or a note"
                self.problems.add(row.at(column), what, "write it beside each question, or empty this cell")


def _type_of(row: Row) -> tuple[str, str]:
    """The type, and what stands behind it."""
    words = row.get("type").split(maxsplit=1)
    first, rest = (words + ["", ""])[:2]
    if first in ("begin", "end"):
        return f"{first}_{rest}", ""
    return {"select1": "select_one", "select": "select_multiple"}.get(first, first), rest
