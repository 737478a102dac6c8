"""Registrations for meetings: their read model, and queries of it."""
