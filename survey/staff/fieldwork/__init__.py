"""The fieldwork board, and the jobs that run behind it."""
