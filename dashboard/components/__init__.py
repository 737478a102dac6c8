"""HTML, colours, styles and figures, without any question to the record."""
