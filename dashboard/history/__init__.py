"""The history of facts: panels, filters, months."""
