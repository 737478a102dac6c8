"""Notifications, and the outbox of e-mail."""
