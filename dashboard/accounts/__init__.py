"""Accounts and mandates, on the page Administration."""
