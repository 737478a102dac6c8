"""From the rows of a file to activities, new and changed."""
