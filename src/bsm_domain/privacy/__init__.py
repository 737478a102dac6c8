"""Redacted texts."""
