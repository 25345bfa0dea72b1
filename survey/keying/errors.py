"""Why a deed with paper ballots is not done: which field, and which sentence says so."""

from __future__ import annotations


class KeyingError(ValueError):
    """A deed that is refused; pages say it in the words of their language, by `code`."""

    def __init__(self, field: str, code: str, **facts: object) -> None:
        self.field, self.code, self.facts = field, code, facts
        told = ", ".join(f"{name} {value}" for name, value in facts.items())
        super().__init__(f"{code.replace('_', ' ')}; {field or 'batch'}; {told}".rstrip("; "))
