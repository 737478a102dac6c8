"""People who take part: panels, forms, texts."""
