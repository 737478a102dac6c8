"""The words of the document, apart from the code, so that others can follow."""

from collections.abc import Mapping
from typing import Any

TITLE = "What is held about you"
SUMMARY = (
    "{details}, {registrations} and {accounts} are held about you; your data were read "
    "{read}."
)
FOOTER = (
    "You may ask the secretariat to correct this, or to erase it. Names, addresses and "
    "needs are stored sealed; once erased, nobody can read them at any past moment."
)
NO_END = "no day is set yet"
END_TEXT = "proposed to go from {day} on"

GROUPS: Mapping[str, str] = {
    "name": "name",
    "contact": "contact",
    "post": "post",
    "needs": "needs",
}
FIELDS: Mapping[str, str] = {
    "name": "Name",
    "email": "E-mail",
    "phone": "Telephone",
    "function": "Function",
    "agency": "Agency",
    "language": "Language",
    "dietary_needs": "Dietary needs",
    "access_needs": "Access needs",
}
SECTIONS: Mapping[str, Mapping[str, Any]] = {
    "details": {"title": "You, as you are on record"},
    "told": {
        "title": "What was told of you, and when",
        "none": "Nothing was told.",
        "columns": ("Told on", "What", "In these words"),
        "widths": (22, 18, 60),
    },
    "registrations": {
        "title": "Meetings",
        "none": "You were never registered for a meeting.",
        "columns": ("Meeting", "When", "As", "Status"),
        "widths": (40, 30, 14, 16),
    },
    "facts": {
        "title": "Facts of the record about you",
        "none": "There are none.",
        "columns": ("Happened on", "Fact"),
        "widths": (22, 78),
    },
    "account": {"title": "Account"},
    "mandates": {
        "title": "What the account may do",
        "level": 3,
        "none": "Nothing.",
        "columns": ("Role", "Kind", "From", "Until"),
        "widths": (40, 16, 20, 24),
    },
    "uses": {
        "title": "Sessions and tokens",
        "level": 3,
        "none": "There are none.",
        "columns": ("Kind", "Called", "Made", "Last used"),
        "widths": (14, 30, 28, 28),
    },
    "letters": {
        "title": "Reminders to the account",
        "level": 3,
        "none": "There were none.",
        "columns": ("Made", "Kind", "About what is", "Sent, or what became of it"),
        "widths": (28, 18, 22, 32),
    },
    "events": {
        "title": "What happened to the account",
        "level": 3,
        "none": "Nothing.",
        "columns": ("When", "What"),
        "widths": (32, 68),
    },
    "readings": {
        "title": "Who read your data",
        "none": "Nobody has.",
        "columns": ("When", "Who", "What", "Why and where"),
        "widths": (26, 30, 18, 26),
    },
    "kept": {"title": "How long it is kept"},
    "erasures": {
        "title": "What was erased",
        "none": "Nothing.",
        "columns": ("Completed on", "What", "Receipt"),
        "widths": (22, 48, 30),
    },
}
