"""Which line of a table is within which: items within composites, composites within the ballots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.design import Bools, Ints


@dataclass(frozen=True)
class Lines:
    """J items, then G composites, last the ballots: who is counted in a line is counted in its parent.

    `parent` names the line above each line, −1 for the ballots; `items` are the items of each line.
    """

    n_items: int
    parent: tuple[int, ...]
    items: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, n_items: int, composites: Sequence[Sequence[int]] = ()) -> Lines:
        """The lines of J items and of composites that are sets of items, one within the other or apart.

        Examples
        --------
        >>> Lines.of(3, [(0, 1), (0, 1, 2)]).parent
        (3, 3, 4, 4, 5, -1)
        """
        top = n_items + len(composites)
        sets = [{item} for item in range(n_items)] + [set(each) for each in composites]
        rank = [(len(each), -line) for line, each in enumerate(sets)]
        parent = []
        for line, own in enumerate(sets):
            above = [
                other
                for other in range(n_items, top)
                if other != line and own <= sets[other] and (line < n_items or rank[other] > rank[line])
            ]
            parent.append(min(above, key=lambda other: rank[other], default=top))
        items = [tuple(sorted(each)) for each in sets]
        return cls(n_items, (*parent, -1), (*items, tuple(range(n_items))))

    @property
    def ballots(self) -> int:
        """The line of the ballots, the last."""
        return len(self.parent) - 1

    @property
    def composites(self) -> range:
        """The lines of the composites."""
        return range(self.n_items, self.ballots)

    def below(self, line: int) -> list[int]:
        """The lines one step below a line."""
        return [child for child, parent in enumerate(self.parent) if parent == line]

    @property
    def downwards(self) -> list[int]:
        """All lines, each after the one that it is within."""
        found = [self.ballots]
        for line in found:
            found += self.below(line)
        return found

    def close(self, closed: Bools, bases: Ints) -> None:
        """What goes with what is closed, in place: all that is within it; a composite without items.

        `closed`, `bases` : (cells, lines)
        """
        for line in self.downwards[1:]:
            closed[:, line] |= closed[:, self.parent[line]]
        for line in self.composites:
            items = list(self.items[line])
            shown = ~closed[:, items] & (bases[:, items] > 0)
            closed[:, line] |= closed[:, items].any(axis=1) & ~shown.any(axis=1)
