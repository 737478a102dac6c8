"""Erasing: what is on record to be unreadable becomes so, everywhere, and stays so.

The fact comes first. What follows it is done in one order, and again from the start
after a crash: keys, read models, accounts, the key-encryption key, the files of
databases, a look for what is left, a receipt in the register.
"""

from bsm_service.privacy.erasure.command_results import (
    RECEIPT_WITHIN,
    STILL_ERASING,
    receipts_for,
    reported,
)
from bsm_service.privacy.erasure.execution import Erasures
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.register import FILE, Entry, read
from bsm_service.privacy.erasure.replay import Replayed, replay, resume
from bsm_service.privacy.erasure.targets import Asked, TextAt

__all__ = [
    "FILE",
    "RECEIPT_WITHIN",
    "STILL_ERASING",
    "Asked",
    "Entry",
    "Erasures",
    "Receipt",
    "Replayed",
    "TextAt",
    "read",
    "receipts_for",
    "replay",
    "reported",
    "resume",
]
