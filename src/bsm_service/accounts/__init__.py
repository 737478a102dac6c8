"""Accounts and mandates over HTTP and on the command line; the pages of `/account`."""
