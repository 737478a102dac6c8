"""The list of participants of a meeting: who is on it, and the editions issued."""
