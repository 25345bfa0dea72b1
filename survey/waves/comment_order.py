"""Comments in no order: nothing but their words could lead from a comment to a ballot."""

from __future__ import annotations

import random
import uuid

from sqlalchemy import Connection, delete, insert, select

from survey.tables import metadata

COMMENT = metadata.tables["comment"]


def mix_comments(connection: Connection, wave_id: int) -> int:
    """Write the comments of a wave again, in random order under new ids, in one transaction; how many.

    PostgreSQL marks every row with the transaction that wrote it, and a ballot with its comments shares one.
    Whoever may read these marks could join them, until the comments are written again.
    """
    of_wave = COMMENT.c.wave_id == wave_id
    rows = [dict(row) for row in connection.execute(select(COMMENT).where(of_wave)).mappings()]
    random.SystemRandom().shuffle(rows)
    for row in rows:
        row["id"] = uuid.uuid4()
    connection.execute(delete(COMMENT).where(of_wave))
    if rows:
        connection.execute(insert(COMMENT), rows)
    return len(rows)
