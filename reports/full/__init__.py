"""The chapters that the full edition adds to the two pages: one module a chapter."""
