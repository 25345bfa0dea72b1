"""A command with many options, whose help shows them under headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What `click.option` gives."""


class SectionedCommand(click.Command):
    """Help with a heading over each group of options; what belongs to none stands last."""

    def __init__(self, *arguments: Any, sections: Mapping[str, Sequence[str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, section by section."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        left = {each.name: each.get_help_record(ctx) for each in options}
        for title, names in self.sections.items():
            rows = [row for name in names if (row := left.pop(name, None)) is not None]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)
        rest = [row for row in left.values() if row is not None]
        if rest:
            with formatter.section("Other"):
                formatter.write_dl(rest)


def with_options(sections: Mapping[str, Sequence[Option]]) -> Option:
    """A decorator that gives a command all options of some sections, in their order."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed([each for options in sections.values() for each in options]):
            command = option(command)
        return command

    return decorate


def names_in(sections: Mapping[str, Sequence[Option]]) -> dict[str, list[str]]:
    """The parameters of each section by name."""
    return {title: [_name(option) for option in options] for title, options in sections.items()}


def _name(option: Option) -> str:
    def carrier() -> None:
        """Carries one option while it is read."""

    (param,) = click.command(option(carrier)).params
    return param.name or ""
