"""Mandates: what an account may do, for whom, and when."""
