"""DuckDB over a Parquet file with a column for each item, where somebody has installed it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.bench.cast import Many
from tests.bench.rows import seconds

duckdb: Any = None
with suppress(ImportError):
    import duckdb  # type: ignore[no-redef]


def duckdb_seconds(folder: Path, ballots: Many) -> float | None:
    """Seconds to count every item by unit, one GROUP BY an item; None without DuckDB."""
    if duckdb is None:
        return None
    items = ballots.answers.shape[1]
    columns = {"unit": ballots.unit} | {f"q{n}": ballots.answers[:, n].copy() for n in range(items)}
    connection, file = duckdb.connect(), str(folder / "wide.parquet")
    connection.register("wide", columns)
    connection.execute(f"COPY (SELECT * FROM wide) TO '{file}' (FORMAT parquet)")
    asked = " UNION ALL ".join(
        f"SELECT {n} AS item, unit, q{n} AS code, count(*) FROM '{file}' GROUP BY unit, q{n}"
        for n in range(items)
    )
    return seconds(lambda: connection.execute(asked).fetchall(), times=3)
