"""Counting in the database: the same everywhere, by hand, stored and fresh, in little memory."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import Session, col

from survey.jobs.queue import add_job
from survey.jobs.worker import work
from survey.results import answers as reader
from survey.results.tallies import StoredTallyError, load_tallies, read_tallies, store_tallies
from survey.results.tally_cells import Tallies
from survey.tables import Ballot, Tally
from tests.results.cast import FORM, Province

UNITS = ("Xã An Hòa", "Xã Bình Minh", "Phường Cát Linh")


def equal(one: Tallies, other: Tallies) -> bool:
    counted = (one.counts == other.counts).all() and (one.ballots == other.ballots).all()
    return one.cells == other.cells and one.codes == other.codes and bool(counted)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of a hundred ballots, so that every count is put together from many."""
    monkeypatch.setattr(reader, "CHUNK_BYTES", {"sqlite": 900, "postgresql": 900})


def filled(place: Province, n: int = 700) -> Province:
    place.wave("w", design="random_sample")
    for number, name in enumerate(UNITS):
        place.unit(f"{number}", name)
        cell = place.cell("w", name, "cases", population=9000) if number else None
        place.fill("w", name, n, design_cell_id=cell)
    return place


def test_counts_are_those_of_counting_by_hand(place: Province) -> None:
    filled(place)
    with place.engine.connect() as connection:
        rows = connection.execute(select(col(Ballot.agency_id), col(Ballot.answers))).all()

    found = read_tallies(place.engine, "w")

    assert found.ballots.sum() == len(rows) == 2100
    for unit in place.units.values():
        counts = found.of(unit)
        for position in range(counts.shape[0]):
            by_hand = Counter(string[position] for agency, string in rows if agency == unit)
            assert counts[position].tolist() == [by_hand[code] for code in found.codes] + [0]


def test_cells_are_told_apart_by_agency_design_cell_and_mode(place: Province) -> None:
    place.unit("1", "Xã An Hòa")
    place.wave("w", design="random_sample")
    cell = place.cell("w", "Xã An Hòa", "cases")
    place.fill("w", "Xã An Hòa", 3, mode="kiosk")
    place.fill("w", "Xã An Hòa", 4, seed=2, mode="kiosk", design_cell_id=cell)
    place.fill("w", "Xã An Hòa", 5, seed=3, mode="phone", design_cell_id=cell)

    found = read_tallies(place.engine, "w")

    unit = place.units["Xã An Hòa"]
    cells = dict(zip(found.cells, found.ballots.tolist(), strict=True))
    assert cells == {(unit, 0, "kiosk"): 3, (unit, cell, "kiosk"): 4, (unit, cell, "phone"): 5}


def test_both_databases_give_the_same_counts(
    sqlite_engine: Engine, postgres_engine: Engine, tmp_path: Path
) -> None:
    form = tmp_path / "trial.yaml"
    form.write_text(FORM, encoding="utf-8")

    one, other = [
        read_tallies(filled(Province(engine, tmp_path, form), 1500).engine, "w")
        for engine in (sqlite_engine, postgres_engine)
    ]

    assert one.ballots.sum() == 4500
    assert equal(one, other)


def test_excluded_and_partial_ballots_do_not_count_and_flagged_ones_do(place: Province) -> None:
    place.unit("1", "Xã An Hòa")
    place.wave("w")
    for state, n in {"c": 20, "f": 3, "p": 5, "x": 7}.items():
        place.fill("w", "Xã An Hòa", n, state=state)

    assert read_tallies(place.engine, "w").ballots.sum() == 23


def test_ballots_of_another_wave_do_not_count(place: Province) -> None:
    place.unit("1", "Xã An Hòa")
    for code in ("w", "v"):
        place.wave(code)
    place.fill("w", "Xã An Hòa", 20)
    place.fill("v", "Xã An Hòa", 30)

    assert read_tallies(place.engine, "w").ballots.sum() == 20


def test_merged_units_are_the_sum_of_their_cells(place: Province) -> None:
    found = read_tallies(filled(place).engine, "w")
    first, second, third = (place.units[name] for name in UNITS)

    merged = found.merged({first: third, second: third}).by_agency()

    assert [cell.agency_id for cell in merged.cells] == [third]
    assert (merged.of(third) == found.of(first) + found.of(second) + found.of(third)).all()
    assert merged.ballots.tolist() == [2100]


def test_stored_tallies_are_the_fresh_ones_and_storing_again_changes_nothing(place: Province) -> None:
    filled(place)
    store_tallies(place.engine, "w")
    stored = store_tallies(place.engine, "w")

    found = load_tallies(place.engine, "w")

    assert stored == len(found.cells) > 3
    assert equal(found, read_tallies(place.engine, "w"))


def test_a_stored_count_is_a_little_endian_whole_number_of_four_bytes(place: Province) -> None:
    filled(place)
    store_tallies(place.engine, "w")
    with place.engine.connect() as connection:
        row = connection.execute(select(col(Tally.codes), col(Tally.counts), col(Tally.ballots))).first()

    assert row is not None

    counts = np.frombuffer(row.counts, "<i4").reshape(-1, len(row.codes) + 1)
    assert (counts.sum(axis=1) == row.ballots).all()


def test_a_wave_without_ballots_has_no_cells(place: Province) -> None:
    place.wave("w")

    assert store_tallies(place.engine, "w") == 0
    assert load_tallies(place.engine, "w").cells == ()


def test_counts_of_another_questionnaire_are_refused(sqlite_place: Province) -> None:
    filled(sqlite_place, 10)
    store_tallies(sqlite_place.engine, "w")
    with sqlite_place.engine.begin() as connection:
        connection.execute(update(Tally).values(codes="12"))

    with pytest.raises(StoredTallyError, match="another questionnaire"):
        load_tallies(sqlite_place.engine, "w")


def test_answers_of_a_wrong_length_are_refused(sqlite_place: Province) -> None:
    filled(sqlite_place, 1)
    with sqlite_place.engine.begin() as connection:
        connection.execute(update(Ballot).values(answers="55"))

    with pytest.raises(reader.StoredAnswersError, match="not 9 characters"):
        read_tallies(sqlite_place.engine, "w")


def test_the_job_runner_stores_tallies(place: Province) -> None:
    filled(place, 20)
    with Session(place.engine) as session:
        add_job(session, "tally", wave="w")
        session.commit()

    work(place.engine, once=True)

    assert load_tallies(place.engine, "w").ballots.sum() == 60
