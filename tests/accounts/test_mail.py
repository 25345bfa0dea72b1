"""People are told of what happens to their accounts, by the mail server of the office."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from sqlmodel import Session, select

from survey.accounts import attempts, invitations, passwords, people, second_factor
from survey.jobs import queue
from survey.jobs.worker import work
from survey.keys import id_of
from survey.mail import sending
from survey.mail.letters import SAID
from survey.mail.post import MailSettingsError, Post, load_post
from survey.tables import Account, Job
from tests.accounts.cast import NOW, invited, somebody, unit
from tests.databases import Cast

SENDER = "hailong@tinh.example"
OTHER = "một câu dài khác hẳn câu trước"


class Box(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given, or refuses every recipient."""

    daemon_threads = True
    refuses = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.letters: list[EmailMessage] = []

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Clerk(socketserver.StreamRequestHandler):
    server: Box

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.keep()
            elif word == b"RCPT" and self.server.refuses:
                self.say("550 no such person as somebody@tinh.example")
            else:
                self.say("221 bye" if word == b"QUIT" else "250 good")

    def keep(self) -> None:
        body = b"".join(iter(self.rfile.readline, b".\r\n"))
        self.server.letters.append(message_from_bytes(body, policy=policy.default))
        self.say("250 kept")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def running() -> Iterator[Box]:
    with Box() as box:
        thread = threading.Thread(target=box.serve_forever)
        thread.start()
        try:
            yield box
        finally:
            box.shutdown()
            thread.join()


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    with running() as made:
        monkeypatch.setenv("HAILONG_MAIL_SERVER", made.address)
        monkeypatch.setenv("HAILONG_MAIL_FROM", SENDER)
        yield made


def deed(session: Session, account: Account, what: str, cast: Cast) -> None:
    """What the letter is to tell of."""
    if what == "password":
        made = passwords.hash_password(OTHER)
        invitations.set_password(session, account, made, by=account.email, now=NOW)
    elif what == "second_factor_reset":
        second_factor.reset(session, account, by="admin")
    elif what == "grant":
        people.grant(session, account, "clerk", unit(session, "xa-binh-minh"), by="admin")
    else:
        for _ in range(5):
            attempts.claim(session, id_of(account), now=NOW)


@pytest.mark.parametrize("what", ["password", "second_factor_reset", "grant", "locked"])
def test_what_happens_to_an_account_is_told_in_both_languages_without_a_link(
    province: Cast, box: Box, what: str
) -> None:
    who = somebody(province.engine, "clerk", "xa-an-hoa", email="an@tinh.example")
    work(province.engine, once=True)
    box.letters.clear()

    with Session(province.engine) as session:
        deed(session, session.get_one(Account, who.id), what, province)
        session.commit()
        order = session.exec(select(Job).where(Job.kind == "mail")).all()[-1]
        assert "@" not in order.arguments
    work(province.engine, once=True)

    (told,) = box.letters
    text = told.get_content()
    assert (told["To"], told["From"]) == (who.email, SENDER)
    assert told["Subject"] == f"Hài Lòng: {SAID[what][0]}"
    assert all(words in text for words in SAID[what])
    assert "http" not in text and OTHER not in text and "xa-" not in text


def test_a_first_password_is_told_and_an_invitation_is_not(sqlite_province: Cast, box: Box) -> None:
    invited(sqlite_province.engine, "moi@tinh.example", "clerk", "xa-an-hoa")
    work(sqlite_province.engine, once=True)
    before = list(box.letters)
    somebody(sqlite_province.engine, "clerk", "xa-an-hoa", email="an@tinh.example")
    work(sqlite_province.engine, once=True)

    assert before == []
    assert [each["To"] for each in box.letters] == ["an@tinh.example"]


def test_without_a_mail_server_nothing_is_ordered(
    sqlite_province: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HAILONG_MAIL_SERVER", raising=False)
    somebody(sqlite_province.engine, "clerk", "xa-an-hoa")

    with Session(sqlite_province.engine) as session:
        assert session.exec(select(Job).where(Job.kind == "mail")).all() == []


def test_a_letter_that_is_refused_fails_as_a_job_without_an_address_and_can_be_sent_again(
    sqlite_province: Cast, box: Box
) -> None:
    box.refuses = True
    somebody(sqlite_province.engine, "clerk", "xa-an-hoa")
    work(sqlite_province.engine, once=True)
    with Session(sqlite_province.engine) as session:
        failed = session.exec(select(Job).where(Job.kind == "mail")).one()
        assert failed.state == "failed"
        assert failed.error is not None and "550" in failed.error and "@" not in failed.error
        queue.retry(session, id_of(failed))
        session.commit()

    box.refuses = False
    work(sqlite_province.engine, once=True)

    assert len(box.letters) == 1


def test_a_server_that_is_gone_is_said_and_nothing_else_stops(
    sqlite_province: Cast, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    somebody(sqlite_province.engine, "clerk", "xa-an-hoa")
    monkeypatch.setenv("HAILONG_MAIL_SERVER", "smtp://127.0.0.1:9")
    work(sqlite_province.engine, once=True)

    with Session(sqlite_province.engine) as session:
        error = session.exec(select(Job.error).where(Job.kind == "mail")).one()
    assert error == "MailError: no letter was taken (ConnectionRefusedError); 127.0.0.1:9; try again later"


def test_a_shut_account_gets_no_letter(sqlite_province: Cast, box: Box) -> None:
    who = somebody(sqlite_province.engine, "clerk", "xa-an-hoa")
    with Session(sqlite_province.engine) as session:
        people.disable(session, session.get_one(Account, who.id), by="admin")
        session.commit()

    work(sqlite_province.engine, once=True)

    assert box.letters == []


class Spoken:
    """What was said to a mail server, in order."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.words: list[str] = []

    def __enter__(self) -> Spoken:
        return self

    def __exit__(self, *_: object) -> None:
        self.words.append("quit")

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: self.words.append(name)


def test_another_machine_hears_neither_password_nor_letter_before_tls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoken = Spoken()
    monkeypatch.setattr(sending.smtplib, "SMTP", lambda *_, **__: spoken)

    sending.deliver(Post("smtp", "mail.tinh.example", 587, "hailong", "secret", SENDER), EmailMessage())

    assert spoken.words == ["starttls", "login", "send_message", "quit"]


GOOD = {"HAILONG_MAIL_SERVER": "smtps://hai%40long@mail.tinh.example", "HAILONG_MAIL_FROM": SENDER}


def test_the_settings_say_where_who_and_how() -> None:
    found = load_post({**GOOD, "HAILONG_MAIL_PASSWORD": "secret"})

    assert found == Post("smtps", "mail.tinh.example", 465, "hai@long", "secret", SENDER)
    assert "secret" not in repr(found)
    assert load_post({}) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"HAILONG_MAIL_SERVER": "mail.tinh.example"}, "this is no mail server"),
        ({"HAILONG_MAIL_SERVER": "http://mail.tinh.example"}, "this is no mail server"),
        ({"HAILONG_MAIL_SERVER": "smtps://a:b@mail.tinh.example"}, "a password stands in the address"),
        ({"HAILONG_MAIL_FROM": ""}, "this is no sender"),
        ({"HAILONG_MAIL_FROM": "hai long"}, "this is no sender"),
        ({"HAILONG_MAIL_PASSWORD_FILE": "/nowhere/at/all"}, "the password of the mail server cannot be read"),
    ],
)
def test_settings_that_cannot_be_right_are_refused(changed: dict[str, str], said: str) -> None:
    with pytest.raises(MailSettingsError, match=said):
        load_post({**GOOD, **changed})
