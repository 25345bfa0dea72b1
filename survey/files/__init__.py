"""Files that come in: tables of text, rows to import, and folders that appear whole."""
