"""Limited places of sessions: the buttons that take one and give it up."""
