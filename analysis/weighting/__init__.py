"""Weights: adjusted to known totals, trimmed, and the outcome rates they have to make up for."""
