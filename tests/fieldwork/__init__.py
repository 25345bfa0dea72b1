"""How the collecting of a wave is counted and judged."""
