"""What the answers say: arrays in, estimates out; no web, no database, no files."""
