"""Participants: commands, handlers, lists."""
