"""The audit log is appended to only: triggers that come with its table refuse all else."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

REFUSAL = "the audit log is appended to, never changed"
GUARDS: dict[str, dict[str, str]] = {
    "sqlite": {
        f"event_no_{deed.lower()}": f"CREATE TRIGGER event_no_{deed.lower()} BEFORE {deed} ON event "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for deed in ("UPDATE", "DELETE")
    },
    "postgresql": {
        f"event_no_{deed.lower()}": f"CREATE TRIGGER event_no_{deed.lower()} BEFORE {deed} ON event "
        f"FOR EACH {level} EXECUTE FUNCTION event_refuse()"
        for deed, level in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT"))
    },
}
"""Database → name of a trigger → how it is made."""
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "sqlite": (),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
    ),
}


def guard(table: Table) -> None:
    """Have the triggers made whenever the table is made from the code and not by a migration."""
    for dialect, guards in GUARDS.items():
        for statement in (*FUNCTIONS[dialect], *guards.values()):
            made = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", made.execute_if(dialect=dialect))
