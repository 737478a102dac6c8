"""Registrations that wait for a decision of the secretariat."""
