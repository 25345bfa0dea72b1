"""From stored ballots to the same figures: the one reader, tallies, exports."""
