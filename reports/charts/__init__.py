"""Charts drawn once for two surfaces, the PDF's canvas and inline SVG, from plain data."""
