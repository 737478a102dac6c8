"""Limits of seats and places, and the order of those who wait for one."""
