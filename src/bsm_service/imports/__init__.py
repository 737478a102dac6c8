"""Imports what was kept in tables elsewhere: read, matched, checked, then stored."""

from bsm_service.imports.checked import Choices, Complaint, Reconciliation, Unknown
from bsm_service.imports.importing import File, preview, store

__all__ = [
    "Choices",
    "Complaint",
    "File",
    "Reconciliation",
    "Unknown",
    "preview",
    "store",
]
