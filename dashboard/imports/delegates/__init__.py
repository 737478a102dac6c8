"""The import of lists of delegates, on the page Import."""
