"""What may be shown: small bases hidden, what would give them away hidden too, weak figures marked."""
