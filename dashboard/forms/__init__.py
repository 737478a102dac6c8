"""Forms of commands: fields, drafts, what becomes of an answer."""
