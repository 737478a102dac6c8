"""The history of facts: its read model, all subjects' sentences joined, queries."""
