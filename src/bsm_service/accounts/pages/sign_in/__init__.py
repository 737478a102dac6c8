"""Signing in: all methods, and the steps that follow."""
