"""The page Queue: what the secretariat decides on, and why it could not yet."""
