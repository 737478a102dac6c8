"""The Chair's cockpit: who is present, what they say of the draft on the table, and
what becomes of it.
"""
