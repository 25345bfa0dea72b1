"""File names made of unit names are safe everywhere and never collide."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.files.slugs import LONGEST, slug, slugs


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Sở Nông nghiệp và Môi trường", "so-nong-nghiep-va-moi-truong"),
        ("UBND phường Đông Hà", "ubnd-phuong-dong-ha"),
        ("Ủy ban nhân dân xã Ia Đrăng", "uy-ban-nhan-dan-xa-ia-drang"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-unit"),
        ("lpt1", "lpt1-unit"),
        ("人民", "unit"),
        ("", "unit"),
    ],
)
def test_a_name_becomes_plain_letters(name: str, wanted: str) -> None:
    assert slug(name) == wanted


def test_names_that_meet_are_numbered() -> None:
    assert slugs(["Hòa", "Hoa", "HOA"]) == {"HOA": "hoa", "Hoa": "hoa-2", "Hòa": "hoa-3"}


def test_a_taken_name_is_left_alone() -> None:
    assert slugs(["Whole"], taken=["whole"]) == {"Whole": "whole-2"}


@given(st.lists(st.one_of(st.text(max_size=200), st.sampled_from(["a", "A", "á", "a-2", "a 2", "con"]))))
def test_slugs_are_unique_and_safe_on_every_system(names: list[str]) -> None:
    found = slugs(names, taken=["whole"])

    assert len(set(found.values()) | {"whole"}) == len(set(names)) + 1
    for name in found.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= LONGEST
        assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", name)


@given(st.lists(st.text(max_size=20)))
def test_slugs_do_not_depend_on_the_order_of_the_names(names: list[str]) -> None:
    assert slugs(names) == slugs(reversed(names))
