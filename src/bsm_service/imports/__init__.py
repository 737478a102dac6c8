"""Imports what was kept in tables elsewhere: read, matched, checked, then stored."""

from bsm_service.imports.file_import import Headings, headings, preview, sheets, store
from bsm_service.imports.file_preview import File
from bsm_service.imports.files.file_format import (
    DayOrder,
    Delimiter,
    Detected,
    Encoding,
    FileFormat,
    Sheet,
    Source,
)
from bsm_service.imports.list_kind import ListKind
from bsm_service.imports.mappings import forget_mapping, mappings
from bsm_service.imports.reconciliation import (
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
from bsm_service.imports.rows.activity_list import ACTIVITIES

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
