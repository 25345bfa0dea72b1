"""The scale itself: does it measure one thing, and what goes with overall satisfaction."""
