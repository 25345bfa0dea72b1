"""A letter is ordered in the transaction of what it tells of."""

from __future__ import annotations

import datetime as dt

from sqlmodel import Session

from survey.jobs.queue import add_job
from survey.mail.letters import SAID
from survey.mail.post import load_post
from survey.tables import Account


def tell(session: Session, account_id: int, what: str) -> None:
    """Tell somebody what happened to their account; nobody who has not signed in yet, nobody without mail.

    The job holds no address: whoever reads the list of jobs learns of none.

    Parameters
    ----------
    what : a name in `survey.mail.letters.SAID`
    """
    assert what in SAID
    if load_post() is None or session.get_one(Account, account_id).password_hash is None:
        return
    add_job(session, "mail", account=account_id, what=what, at=dt.datetime.now(dt.UTC).isoformat())
