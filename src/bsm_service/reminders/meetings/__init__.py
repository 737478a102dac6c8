"""E-mails about meetings that change, to everybody who is to attend."""
