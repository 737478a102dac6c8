"""Follow-up activities: panels, charts, forms, texts."""
