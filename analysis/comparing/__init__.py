"""Differences: two units, two items, two waves, several units; what may be called one, and what may not."""
