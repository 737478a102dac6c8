"""Erasure: makes data unreadable, everywhere and permanently.

The fact is recorded first. The steps that follow have a fixed order, and start again
after a crash: keys, read models, accounts, the key-encryption key, database files, a
search for remains, and a receipt in the register.
"""
