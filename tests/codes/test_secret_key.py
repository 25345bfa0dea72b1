"""The secret key: made once, kept to its owner, never shown, and named where it is missing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from survey.secret_key import SecretKey, SecretKeyError, load_key, make_key
from tests.codes.cast import KEY, OTHER_KEY


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a key."""
    monkeypatch.delenv("HAILONG_KEY")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_key_is_made_once_and_readable_by_its_owner_alone(nowhere: Path) -> None:
    file = make_key()

    assert file is not None
    assert stat.S_IMODE((nowhere / file).stat().st_mode) == 0o600
    assert make_key() is None
    assert load_key().mark == load_key().mark


def test_the_file_can_be_named_and_the_environment_goes_first(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nowhere / "k").write_text(KEY + "\n")
    monkeypatch.setenv("HAILONG_KEY_FILE", str(nowhere / "k"))
    from_file = load_key().mark
    monkeypatch.setenv("HAILONG_KEY", OTHER_KEY)

    assert from_file == SecretKey(bytes.fromhex(KEY)).mark
    assert load_key().mark == SecretKey(bytes.fromhex(OTHER_KEY)).mark
    assert make_key() is None


def test_a_missing_key_is_named_with_its_cure(nowhere: Path) -> None:
    with pytest.raises(SecretKeyError, match="hailong.key; bring it back.*HAILONG_KEY_FILE"):
        load_key()


@pytest.mark.parametrize("content", ["", "geheim", "ab" * 31, "ab\n" * 3])
def test_what_is_no_key_is_refused_and_not_repeated(nowhere: Path, content: str) -> None:
    (nowhere / "hailong.key").write_text(content)

    with pytest.raises(SecretKeyError, match="no secret key; hailong.key") as refused:
        load_key()
    assert not content or content.strip() not in str(refused.value)


def test_a_key_is_not_printed_and_hashes_differ_by_purpose_and_parts() -> None:
    key = SecretKey(bytes.fromhex(KEY))

    hashes = {
        key.hash_of(*each) for each in [("a", "b"), ("a", "b", ""), ("a", "", "b"), ("ab",), ("b", "a")]
    }
    assert KEY not in repr(key) and "ab" * 5 not in repr(key)
    assert len(hashes) == 5
    assert len(key.mark) == 8
