"""E-mails about registrations: to the person, and to the focal points of their
delegation.
"""
