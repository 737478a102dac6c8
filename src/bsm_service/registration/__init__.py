"""Registrations: commands and handlers."""
