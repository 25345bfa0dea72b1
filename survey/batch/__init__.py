"""Many documents made at once: over processes, each file whole or not at all, a killed run continued."""
