"""Imports what was kept in tables elsewhere: read, matched, checked, then stored."""

from bsm_service.imports.activities import ACTIVITIES
from bsm_service.imports.checked import (
    SEEN_BY,
    Choices,
    Complaint,
    Reconciliation,
    Unknown,
)
from bsm_service.imports.importing import Headings, headings, preview, sheets, store
from bsm_service.imports.kinds import ListKind
from bsm_service.imports.looking import File

__all__ = [
    "ACTIVITIES",
    "SEEN_BY",
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
