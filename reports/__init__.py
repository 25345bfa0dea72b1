"""What is printed: estimates in, documents out; no arithmetic but rounding."""
