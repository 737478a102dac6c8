"""People who take part: their read model, still sealed, and queries."""
