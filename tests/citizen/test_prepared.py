"""A page compressed once is, with its gap filled, what compressing the whole page would give back."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.citizen.prepared import Prepared

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))


@given(before=TEXTS, filling=TEXTS, after=TEXTS)
def test_a_filled_page_is_read_back_as_it_is(before: str, filling: str, after: str) -> None:
    page = Prepared(f"{before}\x00{after}", "\x00")

    whole = f"{before}{filling}{after}".encode()

    assert page.plain(filling) == whole
    assert gzip.decompress(page.compressed(filling)) == whole


def test_a_browser_that_reads_one_stream_only_has_the_whole_page() -> None:
    """Some readers stop after the first member of a gzip file; there is only one."""
    page = Prepared("trước " * 500 + "\x00" + " sau" * 500, "\x00")

    reader = zlib.decompressobj(wbits=31)
    read = reader.decompress(page.compressed("phiếu"))

    assert reader.eof
    assert reader.unused_data == b""
    assert read == page.plain("phiếu")


@pytest.mark.parametrize("page", ["no gap", "two \x00 \x00 gaps"])
def test_a_page_has_exactly_one_gap(page: str) -> None:
    with pytest.raises(ValueError, match="exactly once"):
        Prepared(page, "\x00")
