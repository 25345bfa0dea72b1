"""Before the fieldwork: how many to ask, and whom."""
