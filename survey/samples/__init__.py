"""Samples of a wave as its pages show them: drawn, given out, replaced, checked again, and gone."""
