"""The page My delegation: whom a delegation sends to a meeting, and what is open."""
