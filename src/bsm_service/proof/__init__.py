"""Verification of a record, and lost facts."""
