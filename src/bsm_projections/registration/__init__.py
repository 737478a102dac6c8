"""Registrations for meetings: their read model, sentences and queries."""
