"""The texts of the document, apart from the code, so that it can be translated."""

from collections.abc import Mapping
from typing import Any

TITLE = "Your personal data"
SUMMARY = (
    "This record holds {details}, {registrations} and {accounts} of yours; your data "
    "was read {read}."
)
FOOTER = (
    "You can ask the secretariat to correct or erase this data. Names, addresses and "
    "needs are stored encrypted; once erased, nobody can read them any more, not even "
    "in past views of the record."
)
NO_END = "no end date yet"
END_TEXT = "due to be erased from {day}"

GROUPS: Mapping[str, str] = {
    "name": "name",
    "contact": "contact",
    "post": "post",
    "needs": "needs",
}
FIELDS: Mapping[str, str] = {
    "name": "Name",
    "honorific": "Honorific",
    "given_names": "Given names",
    "family_name": "Family name",
    "latin_name": "Name in Latin letters",
    "email": "E-mail",
    "phone": "Telephone",
    "function": "Function",
    "agency": "Agency",
    "language": "Language",
    "dietary_needs": "Dietary needs",
    "access_needs": "Access needs",
}
SECTIONS: Mapping[str, Mapping[str, Any]] = {
    "details": {"title": "Your details"},
    "told": {
        "title": "Details recorded about you",
        "none": "Nothing was recorded.",
        "columns": ("Recorded on", "What", "Content"),
        "widths": (22, 18, 60),
    },
    "registrations": {
        "title": "Meetings",
        "none": "You have never been registered for a meeting.",
        "columns": ("Meeting", "Dates", "Function", "Status"),
        "widths": (40, 30, 14, 16),
    },
    "substitutions": {
        "title": "Requests that you take over a seat",
        "none": "There were none.",
        "columns": ("Meeting", "Dates", "Function", "Status"),
        "widths": (40, 30, 14, 16),
    },
    "facts": {
        "title": "Entries about you",
        "none": "There are none.",
        "columns": ("Date", "Entry"),
        "widths": (22, 78),
    },
    "account": {"title": "Account"},
    "mandates": {
        "title": "Roles of the account",
        "level": 3,
        "none": "There are none.",
        "columns": ("Role", "Kind", "From", "Until"),
        "widths": (40, 16, 20, 24),
    },
    "uses": {
        "title": "Sessions and tokens",
        "level": 3,
        "none": "There are none.",
        "columns": ("Kind", "Name", "Created", "Last used"),
        "widths": (14, 30, 28, 28),
    },
    "letters": {
        "title": "Notifications to the account",
        "level": 3,
        "none": "There were none.",
        "columns": ("Created", "Kind", "About", "Sent, or state"),
        "widths": (28, 18, 22, 32),
    },
    "events": {
        "title": "Events of the account",
        "level": 3,
        "none": "There are none.",
        "columns": ("When", "Event"),
        "widths": (32, 68),
    },
    "news": {
        "title": "E-mails about meetings",
        "none": "There were none.",
        "columns": ("Created", "Kind", "About", "Sent, or state"),
        "widths": (28, 18, 22, 32),
    },
    "readings": {
        "title": "Who has read your data",
        "none": "Nobody has read it.",
        "columns": ("When", "Who", "What", "Purpose and place"),
        "widths": (26, 30, 18, 26),
    },
    "kept": {"title": "How long your data is kept"},
    "erasures": {
        "title": "Erasures",
        "none": "There are none.",
        "columns": ("Completed on", "What", "Receipt"),
        "widths": (22, 48, 30),
    },
}
