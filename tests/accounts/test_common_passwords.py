"""Passwords that are guessed first are refused; sentences are not; and none takes long to be judged."""

from __future__ import annotations

import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from survey.accounts import passwords
from survey.accounts.common_passwords import is_common
from survey.accounts.passwords import FEWEST, PasswordError

EMAIL = "le.thi.an@so-y-te.tinh.example"


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "qwertyuiop12",
        "123456789012",
        "Matkhau123456",
        "mậtkhẩu123456",
        "Mật Khẩu 2026",
        "hailong2026!",
        "SIPAS2026sipas",
        "anhyeuem1234",
        "Vietnam@12345",
        "Abc@123456789",
        "lethian@2026!",
        "passwordpasswordpasswordpassword",
        "qwertyuiop" * 20,
    ],
)
def test_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordError) as refused:
        passwords.check(password, EMAIL)

    assert refused.value.problem == "common"


@pytest.mark.parametrize(
    "password",
    [
        "con trâu đi trước cái cày",
        "con trau di truoc cai cay",
        "cá rô đồng kho tiêu xanh",
        "correct horse battery staple",
        "k7m2-9xt3-chpv",
        "aaaaaaaaaaaaaaaaaaaaaaaa rồi một câu khác hẳn",
        "một câu khác hẳn rồi password12345678901234",
    ],
)
def test_a_sentence_of_ones_own_is_taken(password: str) -> None:
    passwords.check(password, EMAIL)


def test_every_leaked_password_that_is_long_enough_is_refused() -> None:
    long = [each for each in FREQUENCY_LISTS["passwords"] if len(each) >= FEWEST]

    assert len(long) > 200
    assert [each for each in long if not is_common(each, EMAIL)] == []
    assert is_common(long[0].upper(), EMAIL)


def test_letters_composed_otherwise_are_judged_the_same() -> None:
    for form in ("NFC", "NFD"):
        assert is_common(unicodedata.normalize(form, "mậtkhẩu123456"), EMAIL)
        assert not is_common(unicodedata.normalize(form, "cá rô đồng kho tiêu xanh"), EMAIL)


def test_a_text_made_to_take_long_takes_less_than_two_seconds() -> None:
    """Within 72 letters, which the library allows, one such takes about as long as eight of these."""
    slow = ("4@8({[<369&#!1i|0$5+7%2" * 9)[:200]
    is_common("warm", EMAIL)

    begun = time.process_time()
    is_common(slow, EMAIL)

    assert time.process_time() - begun < 2


def test_what_belongs_to_one_person_is_not_mixed_up_with_another_at_the_same_time() -> None:
    """The part of the own address makes a password weak for its owner alone."""
    with ThreadPoolExecutor(4) as many:
        own = [many.submit(is_common, "phuongthaoxyz1", f"phuongthaoxyz@{n}.example") for n in range(12)]
        other = [many.submit(is_common, "phuongthaoxyz1", f"{n}@other.example") for n in range(12)]

    assert all(each.result() for each in own)
    assert not any(each.result() for each in other)
