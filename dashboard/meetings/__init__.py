"""Meetings: panels, objectives, preparation of the next meeting."""
