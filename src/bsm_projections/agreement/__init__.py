"""Decisions on the way and adopted: texts, positions, procedures, the register."""
