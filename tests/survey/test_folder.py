"""An output folder appears whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey.files.folder import OutputExistsError, staged


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_is_written_appears_under_the_name(tmp_path: Path) -> None:
    with staged(tmp_path / "a" / "out") as part:
        (part / "x").write_text("new")

    assert names(tmp_path / "a") == ["out"]
    assert names(tmp_path / "a" / "out") == ["x"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()

    with staged(tmp_path / "out") as part:
        (part / "x").write_text("new")

    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError, OSError])
def test_whatever_ends_the_work_nothing_is_left(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), staged(tmp_path / "a" / "b" / "out") as part:
        (part / "x").write_text("new")
        raise error

    assert names(tmp_path) == []


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(OutputExistsError, match="--force"), staged(tmp_path):
        pytest.fail("not reached")


def test_force_replaces_only_what_this_program_wrote(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "x").write_text("old")

    with staged(out, ours=("x",), force=True) as part:
        (part / "x").write_text("new")

    assert (out / "x").read_text() == "new"
    assert names(tmp_path) == ["out"]
    with pytest.raises(OutputExistsError, match="did not write"), staged(out, ours=("y",), force=True):
        pytest.fail("not reached")


def test_with_force_a_failure_leaves_the_earlier_output(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "x").write_text("old")

    with pytest.raises(KeyboardInterrupt), staged(out, ours=("x",), force=True):
        raise KeyboardInterrupt

    assert (out / "x").read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_a_file_of_the_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")

    with pytest.raises(OutputExistsError, match="there is a file"), staged(tmp_path / "out", force=True):
        pytest.fail("not reached")
