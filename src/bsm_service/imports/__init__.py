"""Imports what was kept in tables elsewhere: read, matched, checked, then stored."""

from bsm_service.imports.activities import ACTIVITIES
from bsm_service.imports.checked import Choices, Complaint, Reconciliation, Unknown
from bsm_service.imports.importing import (
    File,
    Headings,
    headings,
    preview,
    sheets,
    store,
)
from bsm_service.imports.kinds import ListKind

__all__ = [
    "ACTIVITIES",
    "Choices",
    "Complaint",
    "File",
    "Headings",
    "ListKind",
    "Reconciliation",
    "Unknown",
    "headings",
    "preview",
    "sheets",
    "store",
]
