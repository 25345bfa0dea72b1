"""The content of a report inside its own PDF, so that the print can be held against it."""
