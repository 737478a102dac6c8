"""The only door to the system: queries under the rights of whoever looks."""
