"""Backups of the whole database: one encrypted file, the same for SQLite and PostgreSQL."""
