"""Results on the web for those allowed."""
