"""Paper ballots: batches, keying, second keying."""
