"""The kinds of jobs and the files that they make."""
