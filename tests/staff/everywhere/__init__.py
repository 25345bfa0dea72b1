"""A province with one of everything, and what fills the gaps of every address of staff."""
