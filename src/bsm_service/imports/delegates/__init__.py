"""The import of lists of delegates."""
