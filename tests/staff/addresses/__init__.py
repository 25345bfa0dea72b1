"""The addresses of each area of staff, so that none dies and none appears unnoticed."""
