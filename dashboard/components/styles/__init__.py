"""The style sheet, in parts."""
