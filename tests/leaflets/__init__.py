"""Leaflets from reports as they lie in a folder."""
