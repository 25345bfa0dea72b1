"""The pages of the board and of the jobs."""
