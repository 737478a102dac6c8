"""Reminders by e-mail and on the page: what is due, for whom, and its delivery."""
