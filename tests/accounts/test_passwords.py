"""Passwords: long rather than odd, hashed with argon2id, hashed anew when the parameters change."""

from __future__ import annotations

import unicodedata

import pytest

from survey.accounts import passwords

SENTENCE = "con trâu đi trước cái cày"


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("mười một ký", "too_short"),
        ("x" * 201, "too_long"),
        ("a" * 20, "too_plain"),
        ("An.Le@tinh.example", "is_email"),
        ("an.le", "too_short"),
    ],
)
def test_a_poor_password_is_refused_with_its_reason(password: str, problem: str) -> None:
    with pytest.raises(passwords.PasswordError) as caught:
        passwords.check(password, "an.le@tinh.example")

    assert caught.value.problem == problem


@pytest.mark.parametrize("password", ["zqhwmtkvxbnp", "đường về nhà", "xanh 5 & đỏ!", "mười hai kýt"])
def test_twelve_characters_of_any_kind_are_enough_as_people_count_them(password: str) -> None:
    decomposed = unicodedata.normalize("NFD", password)

    assert len(password) == 12 <= len(decomposed)
    passwords.check(decomposed, "an@tinh.example")


def test_the_password_is_right_however_the_keyboard_composes_it() -> None:
    made = passwords.hash_password(unicodedata.normalize("NFC", SENTENCE))

    assert passwords.is_right(unicodedata.normalize("NFD", SENTENCE), made)
    assert not passwords.is_right(SENTENCE + ".", made)


def test_the_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    one, other = passwords.hash_password(SENTENCE), passwords.hash_password(SENTENCE)

    assert one.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert one != other and SENTENCE not in one


def test_nobodys_password_is_never_right_though_the_same_work_is_done() -> None:
    assert not passwords.is_right(passwords.NOBODY, None)
    assert not passwords.is_right(SENTENCE, "no hash at all")


def test_a_hash_of_other_parameters_is_outdated() -> None:
    from argon2 import PasswordHasher

    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(SENTENCE)

    assert passwords.is_outdated(older)
    assert not passwords.is_outdated(passwords.hash_password(SENTENCE))


def test_whoever_comes_when_all_turns_are_taken_is_asked_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    for _ in range(passwords.AT_ONCE):
        passwords._turns.acquire()
    try:
        with pytest.raises(passwords.BusyError):
            passwords.hash_password(SENTENCE)
    finally:
        for _ in range(passwords.AT_ONCE):
            passwords._turns.release()
