"""Handing a letter in at the mail server."""

from __future__ import annotations

import datetime as dt
import smtplib
import ssl
from email.message import EmailMessage

from sqlmodel import Session

from survey.jobs.kinds import Task
from survey.mail.letters import letter
from survey.mail.post import Post, load_post
from survey.tables import Account

SECONDS = 20


class MailError(RuntimeError):
    """A letter that was not taken; what it says has no address in it."""


def send(task: Task) -> None:
    """Send what a job is about; an account that is shut by now gets no letter.

    Raises
    ------
    MailError: no mail server is set any more, it cannot be reached, or it does not take the letter.
    """
    post = load_post()
    if post is None:
        raise MailError("no mail server is set; HAILONG_MAIL_SERVER; set it and try again")
    with Session(task.engine) as session:
        account = session.get(Account, task.arguments["account"])
        address = account.email if account is not None and account.is_active else None
    if address is not None:
        at = dt.datetime.fromisoformat(task.arguments["at"])
        deliver(post, letter(post.sender, address, task.arguments["what"], at))


def deliver(post: Post, message: EmailMessage) -> None:
    """Hand in one letter.

    Raises
    ------
    MailError: as in `send`.
    """
    where = f"{post.host}:{post.port}"
    try:
        with _line(post) as line:
            if post.user:
                line.login(post.user, post.password)
            line.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        raise MailError(f"the mail server refused the recipient {codes}; {where}; correct it") from None
    except smtplib.SMTPResponseException as error:
        raise MailError(f"the mail server refused ({error.smtp_code}); {where}; see its settings") from None
    except (smtplib.SMTPException, OSError) as error:
        raise MailError(f"no letter was taken ({type(error).__name__}); {where}; try again later") from None


def _line(post: Post) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if post.scheme == "smtps":
        return smtplib.SMTP_SSL(post.host, post.port, timeout=SECONDS, context=context)
    line = smtplib.SMTP(post.host, post.port, timeout=SECONDS)
    if not post.is_here:
        try:
            line.starttls(context=context)
        except BaseException:
            line.close()
            raise
    return line
