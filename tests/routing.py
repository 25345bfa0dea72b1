"""Addresses are compiled once in a process: nearly every test makes an application of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def compile_once() -> None:
    """From now on, rules of the same parts share what Werkzeug writes and compiles to build an address."""
    compiled: dict[Any, Builder] = {}
    # Werkzeug's own name: where it is gone one day, tests are slower and not wrong.
    compile_builder: Callable[[Rule, bool], Builder] | None = getattr(Rule, "_compile_builder", None)
    if compile_builder is None:
        return

    def once(rule: Rule, append_unknown: bool = True) -> Builder:
        converters = sorted((name, type(each).__name__) for name, each in rule._converters.items())
        key = repr((append_unknown, rule._trace, rule.defaults, converters))
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = once  # type: ignore[assignment]
