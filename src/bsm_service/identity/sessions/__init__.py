"""Sessions: their lifetime and where they are open."""
