"""Seats of a meeting: the waiting list, and who is promoted from it."""
