"""Reports that Home Affairs signs: one kind of unit in one wave, and the province as a whole."""
