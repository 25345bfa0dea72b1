"""What `hailong questionnaire` does: draft from a file's columns, check, list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from questionnaires.draft import draft
from questionnaires.load import load, shipped
from questionnaires.model import Questionnaire, say
from survey.files.folder import OutputExistsError
from survey.files.reading import read_table
from survey.files.slugs import slug


def draft_text(
    file: Path,
    *,
    code: str | None = None,
    dont_know: Sequence[str] = (),
    missing: Sequence[str] = (),
    sheet: str | None = None,
) -> tuple[str, tuple[str, ...]]:
    """The YAML of a first draft, and remarks on the file."""
    table = read_table(file, sheet=sheet)
    name = code or _code(file)
    return draft(table.columns, code=name, dont_know=dont_know, missing=missing), table.notes


def write_draft(out: Path, text: str, *, force: bool = False) -> None:
    """Write a draft where there is none; the file appears whole or not at all."""
    if out.exists() and not force:
        raise OutputExistsError(f"there is a file of this name; {out}; name another, or add --force")
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def checked(path_or_code: str) -> str:
    """One line about a sound questionnaire; an unsound one raises with all that is wrong."""
    found = load(path_or_code)
    languages = ", ".join(found.languages)
    return f"ok: {_size(found)}, languages {languages}, index rule {found.index_rule}, {found.status}"


def shipped_lines() -> Iterator[str]:
    """Code, version, size and title of every shipped questionnaire."""
    for code in sorted(shipped()):
        found = load(code)
        yield f"{code}  version {found.version}  {_size(found)}  {say(found.title, 'en')}"


def _size(found: Questionnaire) -> str:
    return f"{len(found.rated_items)} items rated, {len(found.items)} questions in all"


def _code(file: Path) -> str:
    stem = re.sub(r"(\.csv)?\.[a-z]+$", "", file.name, flags=re.IGNORECASE)
    name = slug(stem)
    return name if name[0].isalpha() else f"q-{name}"
