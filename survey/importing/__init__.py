"""Bringing anybody's answers into a wave: read, mapped, checked, stored whole or not at all, undone."""
