"""Texts about readings, retention and erasures of personal data."""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation import formatting
from bsm_domain.people.participant import PersonalGroup
from bsm_service.privacy.erasure.register import ErasureEntry
from bsm_service.privacy.retention_proposals import RetentionKind

READINGS_UNKNOWN = "The access log cannot be read at present."
READINGS_TITLE = "Access log: who read which data, and why"
READINGS_MEASURE = (
    "Newest first; accounts and people are shown by their IDs. Repeated readings of "
    "one person by one account within 15 minutes are counted once"
)
NO_READINGS = (
    "Every reading of names or other personal data is logged here before the data is "
    "shown: on pages, over the API and in exports."
)
RETENTION_UNKNOWN = "It cannot be determined at present what is due to be erased."
REGISTER_TITLE = "Register of erasures"
REGISTER_MEASURE = "Latest first; the register survives the restore of a backup"
NO_ERASURES = (
    "Personal data that the secretariat erases and texts that it redacts are listed "
    "here with their receipts."
)
GROUP_NAMES = {
    PersonalGroup.NAME: "names",
    PersonalGroup.CONTACT: "contact details",
    PersonalGroup.POST: "posts",
    PersonalGroup.NEEDS: "dietary and access needs",
}


def group_names(read: Sequence[PersonalGroup]) -> str:
    return formatting.join_names([GROUP_NAMES[group] for group in read], limit=4)


def readings_headline(total: int, day: date | None) -> str:
    on_day = f" on {formatting.format_date(day)}" if day else ""
    if not total:
        return f"No personal data was read{on_day}."
    times = formatting.format_count(total, "time")
    return f"Personal data was read {times}{on_day}."


RETENTION_KINDS = {
    RetentionKind.PERSON: "Data of people who no longer take part",
    RetentionKind.NEEDS: ("Dietary and access needs for past meetings"),
    RetentionKind.NOTES: "Files of notes for past meetings",
    RetentionKind.READINGS: "Old entries of the access log",
    RetentionKind.ATTEMPTS: "Old sign-in attempts",
}


ERASE_NOTE = (
    "The data proposed here is erased permanently. Personal data becomes unreadable in "
    "every fact and files cannot be opened any more, which a receipt confirms; entries "
    "of the access log and sign-in attempts are deleted."
)


NOTHING_DUE = (
    "No data has been kept for longer than the settings allow. Data that becomes due "
    "is listed here and is erased only after confirmation."
)


def retention_period(kind: RetentionKind, days: int) -> str:
    after = {
        RetentionKind.PERSON: "after the last meeting",
        RetentionKind.NEEDS: "after the meeting",
        RetentionKind.NOTES: "after the meeting",
        RetentionKind.READINGS: "after the reading",
        RetentionKind.ATTEMPTS: "after the sign-in",
    }[kind]
    return f"Kept for {formatting.format_count(days, 'day')} {after}"


def retention_headline(proposed: int) -> str:
    if not proposed:
        return "Nothing is due to be erased."
    verb = formatting.pluralize(proposed, "awaits", "await")
    return (
        f"{formatting.format_count(proposed, 'proposed erasure')} {verb} your decision."
    )


def erasures_headline(entries: Sequence[ErasureEntry]) -> str:
    if not entries:
        return "Nothing has been erased so far."
    unfinished = sum(not entry.is_finished for entry in entries)
    text = (
        f"{formatting.format_count(len(entries), 'erasure is', 'erasures are')} in the "
        "register"
    )
    if not unfinished:
        return f"{text}, all complete."
    verb = formatting.pluralize(unfinished, "is", "are")
    return f"{text}; {formatting.format_number(unfinished)} {verb} not complete."


def erased_subject(entry: ErasureEntry) -> str:
    if entry.asked.text is not None:
        return "A text"
    if entry.asked.content is not None:
        return "A file attached as evidence"
    if entry.asked.person is not None:
        return "All data about a person"
    return formatting.capitalize(group_names(entry.asked.groups))


def erasure_notes(entry: ErasureEntry, *, hidden: bool) -> list[str]:
    """`hidden`: it belonged to an activity that the viewer cannot see."""
    receipt = entry.receipt
    reason = "in an activity for focal points only"
    notes = [
        f"requested on {formatting.format_datetime(entry.asked.recorded_at)} by the "
        f"{entry.asked.role.replace('-', ' ')}",
        reason if hidden else f"ID {entry.asked.id}",
    ]
    if receipt is None:
        return [*notes, "in progress"]
    notes.append(f"receipt {receipt.sha256[:16]}")
    return notes if receipt.finished else [*notes, *receipt.left]
