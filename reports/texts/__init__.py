"""The words of the reports as data: what is said, named and explained, in each language."""
