"""Leaflets for the wall, made from reports that still show what they were made with."""
