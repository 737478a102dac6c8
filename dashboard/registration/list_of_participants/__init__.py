"""The list of participants on the Meeting page."""
