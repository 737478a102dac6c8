"""How people and programs authenticate."""
