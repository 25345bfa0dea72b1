"""Units, their parents and successions, and the procedures they answer for."""
