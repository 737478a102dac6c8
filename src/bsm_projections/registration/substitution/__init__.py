"""Seats that are passed on, and changes that delegations ask for after a deadline."""
