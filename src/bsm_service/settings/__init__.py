"""The settings, and the types of their values."""
