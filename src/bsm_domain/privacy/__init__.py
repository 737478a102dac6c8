"""Texts that are made unreadable."""
