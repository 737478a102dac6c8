"""The single door: a command, what it may look at and record, and the system."""
