"""A person's own registration for a meeting."""
