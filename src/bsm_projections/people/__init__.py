"""People who take part: their read model, still sealed, sentences and queries."""
