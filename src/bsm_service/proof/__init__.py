"""Whether a record is whole and unchanged."""
