"""The first page: key figures, charts, changes."""
