"""Signs of careless or invented answers: flags with their evidence, never deletions."""
