"""Who may do what: the permission table, and how it is checked."""
