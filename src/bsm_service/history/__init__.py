"""The log, in sentences."""
