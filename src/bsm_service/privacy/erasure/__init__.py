"""Erasure: makes data unreadable, everywhere and permanently.

The fact is recorded first. The steps that follow have a fixed order, and start again
after a crash: keys, read models, accounts, the key-encryption key, database files, a
search for remains, and a receipt in the register.
"""

from bsm_service.privacy.erasure.command_receipts import (
    RECEIPT_TIMEOUT_SECONDS,
    STILL_ERASING,
    receipts_for,
    with_pending_erasures,
)
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.erasure.receipt import Receipt
from bsm_service.privacy.erasure.register import FILE_NAME, ErasureEntry, read_register
from bsm_service.privacy.erasure.replay import (
    ReplayResult,
    replay_register,
    resume_erasures,
)
from bsm_service.privacy.erasure.targets import ErasureTarget, TextLocation

__all__ = [
    "FILE_NAME",
    "RECEIPT_TIMEOUT_SECONDS",
    "STILL_ERASING",
    "ErasureEntry",
    "ErasureService",
    "ErasureTarget",
    "Receipt",
    "ReplayResult",
    "TextLocation",
    "read_register",
    "receipts_for",
    "replay_register",
    "resume_erasures",
    "with_pending_erasures",
]
