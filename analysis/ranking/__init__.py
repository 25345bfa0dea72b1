"""Ranks with the ranges that the data leave open."""
