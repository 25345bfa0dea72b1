"""One-time codes: made for a door, kept as keyed hashes, taken together with the one ballot they admit."""
