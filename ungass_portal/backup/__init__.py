"""Backups: the database and the documents in one file, and the way back."""
