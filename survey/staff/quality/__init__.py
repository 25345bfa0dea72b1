"""The quality desk: flags with their evidence, exclusions by two people."""
