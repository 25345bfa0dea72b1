"""Many units beside each other: the range to expect of each, and model-based estimates of the small ones."""
