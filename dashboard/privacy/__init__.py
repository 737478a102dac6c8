"""Readings and erasures of personal data."""
