"""Meetings and their objectives: commands, handlers, lists."""
