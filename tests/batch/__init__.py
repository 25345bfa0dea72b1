"""Tests of documents made in a batch."""
