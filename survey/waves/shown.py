"""When figures of a wave may be seen, and by whom: the one place that says so."""

from __future__ import annotations

from survey.tables import Wave

DECIDED = ("results_approved", "published")
"""States in which the results have been approved."""
ENDED = ("closed", "frozen", "review", *DECIDED)


def shows_figures(wave: Wave, *, runs_it: bool) -> bool:
    """Whether figures may be seen: by those who run the wave once it has closed, by the rated once approved.

    Before that only counts of ballots are seen. A `rating` wave runs on, and its units see their own figures;
    how few ballots are too few is for the limits of the wave to say.
    """
    if wave.kind == "rating":
        return wave.state not in ("draft", "approved")
    return wave.state in (ENDED if runs_it else DECIDED)
