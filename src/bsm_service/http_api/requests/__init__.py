"""Reading a request: who sends it, and what it requests."""
