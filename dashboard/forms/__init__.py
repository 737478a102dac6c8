"""Forms of commands: fields, drafts, results."""
