"""Units: the tree as of a date, its history, figures from elsewhere."""
