"""Feeds read models with facts, and holds what every query is given: a view of them,
the viewed moment, and the audience.
"""
