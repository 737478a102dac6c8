"""Decisions on the pages: texts, positions, procedures, and the forms about them."""
