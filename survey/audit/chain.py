"""Whether every line of the audit log says what its hash was made of, and follows on the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from survey.audit.finding import Finding
from survey.audit.lines import Line, lines
from survey.tables.append_only import GUARDS
from survey.waves.events import START

LOG = "audit log"
_IN_FORCE = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'",
    "postgresql": "SELECT tgname, tgname FROM pg_trigger "
    "WHERE tgrelid = 'event'::regclass AND NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


@dataclass(frozen=True)
class Chain:
    """The log as a whole."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    @property
    def head(self) -> str:
        """The hash of the last line: noted elsewhere, it tells later whether the end was cut off."""
        return self.lines[-1].hash if self.lines else START


def read_chain(connection: Connection, *, head: str | None = None) -> Chain:
    """Every line, and all that is wrong with them; `head` is a hash that was noted earlier."""
    found = tuple(lines(connection))
    findings = [*_altered(found), *_out_of_line(found), *_unguarded(connection)]
    if head is not None:
        findings += _without_head(found, head.strip().lower())
    return Chain(found, tuple(findings))


def _altered(found: Sequence[Line]) -> Iterator[Finding]:
    for line in found:
        if not line.is_sound:
            yield Finding(f"{LOG}, line {line.number}", "altered: what it says does not give its hash")


def _out_of_line(found: Sequence[Line]) -> Iterator[Finding]:
    """Breaks between lines; after a line that was put in, the one that follows is looked for further on."""
    place_after = {line.previous_hash: place for place, line in enumerate(found)}
    last: Line | None = None
    place = 0
    while place < len(found):
        line, due = found[place], last.hash if last else START
        if line.previous_hash != due:
            further = place_after.get(due, -1)
            if further > place:
                yield from (_put_in(each) for each in found[place:further])
                place = further
                continue
            yield _gap(last, line)
        last = line
        place += 1


def _put_in(line: Line) -> Finding:
    return Finding(f"{LOG}, line {line.number}", "put in or moved: the lines around it follow on each other")


def _gap(last: Line | None, line: Line) -> Finding:
    before = f"line {last.number}" if last else "the beginning"
    missing = range((last.number if last else 0) + 1, line.number)
    if missing:
        what = f"line {missing[0]}" if len(missing) == 1 else f"lines {missing[0]} to {missing[-1]}"
        what = f"{what} taken out: this line does not follow on {before}"
    else:
        what = f"does not follow on {before}: a line between was taken out, or {before} was written anew"
    return Finding(f"{LOG}, line {line.number}", what)


def _unguarded(connection: Connection) -> Iterator[Finding]:
    """Triggers that were taken away, switched off or, where the database shows its text, changed."""
    dialect = connection.dialect.name
    known = {str(name): str(sql) for name, sql in connection.execute(text(_IN_FORCE[dialect]))}
    for name, made in GUARDS[dialect].items():
        if known.get(name) not in ({made} if dialect == "sqlite" else {name}):
            yield Finding(LOG, f"the trigger {name}, which refuses changes, is not in force as it was made")


def _without_head(found: Sequence[Line], head: str) -> Iterator[Finding]:
    if head not in {START, *(line.hash for line in found)}:
        yield Finding(LOG, f"the line with the hash {head} is not there: the end was cut off or written anew")
