"""Arrivals and departures, and lists of past meetings."""
