"""What looks odd among the ballots of a wave, and which of them two people set aside."""
