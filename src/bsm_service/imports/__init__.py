"""Imports what was kept in tables elsewhere: read, matched, checked, then stored."""

from bsm_service.imports.activities import ACTIVITIES
from bsm_service.imports.checked import (
    ALL_CHANGES,
    SEEN_BY,
    Changeable,
    Choices,
    Complaint,
    Difference,
    Reconciliation,
    RememberedMapping,
    Unknown,
    WantedChange,
    WantedChanges,
)
from bsm_service.imports.file_format import (
    DayOrder,
    Delimiter,
    Detected,
    Encoding,
    FileFormat,
    Sheet,
    Source,
)
from bsm_service.imports.importing import Headings, headings, preview, sheets, store
from bsm_service.imports.kinds import ListKind
from bsm_service.imports.looking import File
from bsm_service.imports.mappings import forget_mapping, mappings

__all__ = [
    "ACTIVITIES",
    "ALL_CHANGES",
    "SEEN_BY",
    "Changeable",
    "Choices",
    "Complaint",
    "DayOrder",
    "Delimiter",
    "Detected",
    "Difference",
    "Encoding",
    "File",
    "FileFormat",
    "Headings",
    "ListKind",
    "Reconciliation",
    "RememberedMapping",
    "Sheet",
    "Source",
    "Unknown",
    "WantedChange",
    "WantedChanges",
    "forget_mapping",
    "headings",
    "mappings",
    "preview",
    "sheets",
    "store",
]
