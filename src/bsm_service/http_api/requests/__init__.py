"""Reading requests: who sends them, and what they request."""
