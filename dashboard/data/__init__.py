"""The only way to the system: queries with the viewer's rights."""
