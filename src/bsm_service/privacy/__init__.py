"""Erasure, retention, and the data held about a person."""
