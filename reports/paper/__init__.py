"""Ballots on paper: a form to print from any questionnaire, and where each of its bubbles stands."""
