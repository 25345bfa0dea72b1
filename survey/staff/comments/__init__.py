"""The comments desk."""
