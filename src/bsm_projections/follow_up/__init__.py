"""Follow-up activities: their read model, sentences and queries."""
