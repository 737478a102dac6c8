"""A delegation to a meeting as it sees itself."""
