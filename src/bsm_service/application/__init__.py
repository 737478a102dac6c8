"""Commands, their execution, and the system as a whole."""
