"""Paper ballots: batches, keying, second keying, what differs, rates and the hand-over slip."""

from survey.staff.keying import batches, first, making, rates, resolving, second, slip

__all__ = ["batches", "first", "making", "rates", "resolving", "second", "slip"]
