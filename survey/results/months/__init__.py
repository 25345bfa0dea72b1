"""The figures of a continuous rating, month by month."""
