"""Signing in: every way in, and what comes after it."""
