"""From cells to dates, statuses and texts."""
