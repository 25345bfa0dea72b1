"""The sheet for the public wall: one figure, what it is worth, thanks, where to read more."""
