"""The words of the command `hailong`; the work is done elsewhere."""
