"""A delegation to a meeting as it sees itself: its people, and whom it sent before."""
