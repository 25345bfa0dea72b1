"""The quality desk."""
