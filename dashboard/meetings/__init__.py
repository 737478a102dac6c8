"""Meetings: panels, objectives, the preparation of the next."""
