"""Follow-up activities: commands, handlers, lists, evidence files."""
