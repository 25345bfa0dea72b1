"""Ballots on paper: which numbers they bear, and what is printed on them."""
