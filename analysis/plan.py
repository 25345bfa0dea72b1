"""What is to be estimated: the items, the composites above them, and the rule that makes them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.figures import Kind


@dataclass(frozen=True)
class Composite:
    """A factor, an aspect or the overall index: which columns it is made of."""

    code: str
    kind: Kind
    columns: tuple[int, ...]
    factors: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to estimate: the items (columns of the answers), the composites, and by which rule.

    Examples
    --------
    >>> plan = Plan(("q1", "q2"), (False, True), (Composite("overall", "overall", (0,)),), "pooled")
    >>> plan.codes, plan.kind(1), plan.kind(2), plan.scored
    (('q1', 'q2', 'overall'), 'overall_item', 'overall', False)
    """

    items: tuple[str, ...]
    beside: tuple[bool, ...]
    composites: tuple[Composite, ...]
    rule: str
    fixed: tuple[float, ...] = ()
    bounds: tuple[float, float] | None = None
    level: float = 0.95

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all lines: items in order, then composites."""
        return self.items + tuple(each.code for each in self.composites)

    def kind(self, line: int) -> Kind:
        """Item, item reported beside, factor, aspect or overall."""
        if line < len(self.items):
            return "overall_item" if self.beside[line] else "item"
        return self.composites[line - len(self.items)].kind

    @property
    def scored(self) -> bool:
        """Whether the figures are mean scores in units of the answer codes."""
        return self.rule == "mean_score"
