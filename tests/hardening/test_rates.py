"""The token bucket: a burst, then a pace; and that nothing of whom it counts can be read from it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from survey.limits import rates
from survey.limits.rates import Counter, Rate


def test_a_burst_goes_through_and_then_one_at_each_pace() -> None:
    counter = Counter(Rate(burst=3, every=10))

    waits = [counter.wait("a", now=now) for now in (100, 100, 100, 100, 105, 110, 110)]

    assert waits == [0, 0, 0, 10, 5, 0, 10]


def test_what_was_refused_costs_nothing() -> None:
    counter = Counter(Rate(burst=1, every=10))

    waits = [counter.wait("a", now=100 + tenth / 10) for tenth in range(0, 102)]

    assert [number for number, wait in enumerate(waits) if not wait] == [0, 100]


def test_keys_do_not_disturb_each_other() -> None:
    counter = Counter(Rate(burst=1, every=10))

    assert [counter.wait(key, now=100) for key in "abab"] == [0, 0, 10, 10]


@given(
    st.lists(st.floats(0, 1000), min_size=1, max_size=60),
    st.integers(1, 5),
    st.floats(0.1, 50),
)
def test_never_more_than_the_burst_and_the_pace_allow(moments: list[float], burst: int, every: float) -> None:
    counter = Counter(Rate(burst, every))
    moments = sorted(moments)

    through = [now for now in moments if not counter.wait("a", now=now)]

    for first, start in enumerate(through):
        for last in range(first, len(through)):
            most = burst + (through[last] - start) / every
            assert last - first + 1 <= most + 1e-6


def test_what_is_remembered_is_bounded_and_names_nobody(monkeypatch) -> None:
    monkeypatch.setattr(rates, "MOST", 100)
    counter = Counter(Rate(burst=1, every=10))

    for number in range(1000):
        counter.wait(f"203.0.113.{number}", now=100)

    assert len(counter._due) == 100
    assert not any(b"203" in key for key in counter._due)
