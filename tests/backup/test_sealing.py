"""What was sealed opens whole with its passphrase, and with nothing else and in no other state."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.backup import sealing
from survey.backup.faults import BackupError
from survey.backup.sealing import CHUNK, TAG, Key, Sealer, chunks, new_key, read_key

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]


def sealed(data: bytes, key: Key) -> bytes:
    """A whole file with some data."""
    file = io.BytesIO()
    sealer = Sealer(file, key)
    for start in range(0, len(data), 50_000):
        sealer.write(data[start : start + 50_000])
    sealer.finish()
    return file.getvalue()


def opened(file: bytes, key: Key) -> bytes:
    """What a key finds in a file, whose header is not looked at again."""
    source = io.BytesIO(file)
    source.seek(len(key.header) + TAG)
    return b"".join(chunks(source, key))


@pytest.fixture(scope="module")
def key() -> Key:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "COST", sealing.COSTS[0])
        return new_key("năm từ rút thăm")


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_whole(key: Key, size: int) -> None:
    data = bytes(number % 251 for number in range(size))

    assert opened(sealed(data, key), key) == data


@pytest.mark.parametrize("size", SIZES)
def test_a_file_cut_off_anywhere_at_a_chunk_is_refused(key: Key, size: int) -> None:
    file = sealed(bytes(size), key)
    start = len(key.header) + TAG
    borders = [*range(start, len(file), CHUNK + TAG), len(file) - 1, len(file) - TAG]

    for border in borders:
        with pytest.raises(BackupError, match="changed or cut off"):
            opened(file[:border], key)


def test_chunks_in_another_order_twice_or_after_the_end_are_refused(key: Key) -> None:
    file = sealed(bytes(3 * CHUNK + 9), key)
    start, size = len(key.header) + TAG, CHUNK + TAG
    head, body = file[:start], file[start:]
    one, two, rest = body[:size], body[size : 2 * size], body[2 * size :]

    for wrong in (
        two + one + rest,
        one + one + two + rest,
        one + rest,
        body + one,
        body + b"\0",
        body + body,
    ):
        with pytest.raises(BackupError, match="changed or cut off"):
            opened(head + wrong, key)


def test_a_chunk_of_another_file_under_the_same_passphrase_is_refused(key: Key) -> None:
    other = new_key("năm từ rút thăm")
    mine, theirs = sealed("phiếu".encode(), key), sealed(b"other", other)

    with pytest.raises(BackupError, match="changed or cut off"):
        opened(mine[: len(key.header) + TAG] + theirs[len(other.header) + TAG :], key)


SMALL = b"0123456789" * 40


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_refused(key: Key, place: int, bit: int) -> None:
    file = bytearray(sealed(SMALL, key))
    file[place % len(file)] ^= 1 << bit

    with pytest.raises(BackupError):
        source = io.BytesIO(bytes(file))
        list(chunks(source, read_key(source, "năm từ rút thăm")))


@given(st.text(max_size=20).filter(lambda text: text != "năm từ rút thăm"))
def test_another_passphrase_is_refused_before_anything_is_read(key: Key, other: str) -> None:
    file = io.BytesIO(sealed(SMALL, key))

    with pytest.raises(BackupError, match="passphrase is not the one"):
        read_key(file, other)


def test_the_same_letters_typed_in_another_way_open_it(key: Key) -> None:
    file = io.BytesIO(sealed(SMALL, key))

    found = read_key(file, "na\u0306m tu\u031b\u0300 ru\u0301t tha\u0306m")

    assert b"".join(chunks(file, found)) == SMALL


@pytest.mark.parametrize("cost", [1, 2**13, 2**14 + 1, 2**21, 2**40, True, "16384", None])
def test_a_header_that_asks_for_another_cost_is_refused_before_it_is_paid(key: Key, cost: object) -> None:
    header = key.header.replace(b"16384", str(cost).encode() if cost != "16384" else b'"16384"')

    with pytest.raises(BackupError):
        read_key(io.BytesIO(header + bytes(TAG)), "x")


def test_two_files_under_one_passphrase_have_nothing_in_common() -> None:
    one, other = (sealed(SMALL, new_key("một")) for _ in range(2))

    assert one[-len(SMALL) :] != other[-len(SMALL) :]
    assert new_key("một").header != new_key("một").header
