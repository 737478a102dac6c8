"""Registrations take limited places at sessions."""
