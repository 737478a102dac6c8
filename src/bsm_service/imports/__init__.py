"""Imports what was kept in tables elsewhere: read, matched, checked, then stored."""
