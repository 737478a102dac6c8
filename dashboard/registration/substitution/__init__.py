"""Substitutes, and changes that delegations request after the deadline."""
