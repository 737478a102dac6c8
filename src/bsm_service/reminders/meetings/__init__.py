"""News of meetings, for everybody who comes to them."""
