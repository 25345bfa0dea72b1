"""Paper ballots: their batches, keying them once and a share of them twice, and what was keyed wrong."""
