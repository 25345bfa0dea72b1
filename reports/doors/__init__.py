"""What hangs on a wall or lies on a receipt: posters, slips and sheets of one-time codes."""
