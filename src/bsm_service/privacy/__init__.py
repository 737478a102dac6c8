"""Erasure, retention, and what is held of a person."""
