"""Waves as a workflow, from the plan to publication."""
