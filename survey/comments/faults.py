"""What a deed at the comments desk can be refused for."""

from __future__ import annotations


class CommentError(ValueError):
    """A deed that cannot be done so; `problem` is the name of the sentence that says why."""

    def __init__(self, problem: str, part: str = "") -> None:
        super().__init__(problem)
        self.problem, self.part = problem, part
