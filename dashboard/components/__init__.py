"""HTML, colours, styles and figures; nothing here reads the record."""
