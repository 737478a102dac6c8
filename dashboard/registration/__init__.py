"""Registrations: panels, lists, forms."""
