"""Arrivals and departures at a meeting."""
