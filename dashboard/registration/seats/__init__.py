"""The waiting list of a meeting on its page."""
