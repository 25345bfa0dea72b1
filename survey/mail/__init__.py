"""Letters to staff about their own accounts, sent by the worker; never anything about a citizen."""
