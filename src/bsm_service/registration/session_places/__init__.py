"""Limited places at sessions: who takes one, waits for one, or gives it up."""
