"""Holding a printed report against the data in it and the figures it should show."""
