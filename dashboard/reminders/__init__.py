"""Notices, and the outbox of e-mail."""
