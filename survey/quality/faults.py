"""What a decision about ballots can be refused for."""

from __future__ import annotations


class DecisionError(ValueError):
    """A decision that cannot be taken so; `problem` is the name of the sentence that says why."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
