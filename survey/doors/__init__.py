"""Doors on paper: their posters and slips, their links, and what a link may say of the visit."""
