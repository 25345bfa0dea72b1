"""Parts that several documents share: tables, charts, the method note."""
