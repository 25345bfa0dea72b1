"""Answers from elsewhere, with undo."""
