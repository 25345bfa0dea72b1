"""The audit log read again, and what the database holds compared with what it recorded."""
