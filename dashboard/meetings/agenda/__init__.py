"""The page Agenda: what was released, and the draft of the next version."""
