"""Registrations of delegates, and the seats of a meeting."""
