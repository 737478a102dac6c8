"""The history of facts: its read model, the sentences that tell it, queries."""
