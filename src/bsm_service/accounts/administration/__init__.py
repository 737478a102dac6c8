"""Giving and ending accounts and mandates: for the API and the pages alike.

Each function checks the permission table first, then acts for the caller. Names of
accounts are shown only to those who may see them; to others accounts are opaque.
"""
