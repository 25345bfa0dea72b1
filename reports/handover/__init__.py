"""The slip that is signed when a batch of paper ballots goes from hand to hand."""
