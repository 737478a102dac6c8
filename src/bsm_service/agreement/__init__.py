"""Commands and lists of decisions, and how silences are settled."""
