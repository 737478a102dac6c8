"""Texts about readings, retention and erasures of personal data."""

from collections.abc import Sequence
from datetime import date

from bsm_domain.foundation import formatting
from bsm_domain.people.participant import PersonalGroup
from bsm_service.privacy import retention
from bsm_service.privacy.erasure.register import ErasureEntry

READINGS_UNKNOWN = "The log of readings cannot be read at present."
READINGS_TITLE = "Who read, what, and why"
READINGS_MEASURE = (
    "The newest first; accounts and people by opaque ids. What one account reads of "
    "one person within a quarter of an hour counts once"
)
NO_READINGS = (
    "Whoever sees a name or more is written down here, before it is shown: on pages, "
    "by the interface for programs, in exports."
)
RETENTION_UNKNOWN = "What is due cannot be told at present."
REGISTER_TITLE = "The register of erasures"
REGISTER_MEASURE = "The latest first; it outlives any backup"
NO_ERASURES = (
    "What the secretariat erases about a person, or redacts in a text, is listed here "
    "with its receipt."
)
GROUP_NAMES = {
    PersonalGroup.NAME: "names",
    PersonalGroup.CONTACT: "e-mail and telephone",
    PersonalGroup.POST: "functions and agencies",
    PersonalGroup.NEEDS: "dietary and access needs",
}


def group_names(read: Sequence[PersonalGroup]) -> str:
    return formatting.join_names([GROUP_NAMES[group] for group in read], limit=4)


def readings_headline(total: int, day: date | None) -> str:
    on_day = f" on {formatting.format_date(day)}" if day else ""
    if not total:
        return f"Nobody has read personal data{on_day}."
    times = formatting.format_count(total, "time")
    return f"Personal data were read {times}{on_day}."


RETENTION_KINDS = {
    retention.RetentionKind.PERSON: "Everything about people who take part no more",
    retention.RetentionKind.NEEDS: (
        "Dietary and access needs told for meetings that are over"
    ),
    retention.RetentionKind.READINGS: "Who read personal data, long ago",
    retention.RetentionKind.ATTEMPTS: "Sign-ins of long ago",
}


ERASE_NOTE = (
    "What is proposed here is let go for ever. The data of people are made unreadable "
    "in every fact, and a receipt tells so; rows of readings and sign-ins are deleted."
)


NOTHING_DUE = (
    "Nothing has been kept for longer than the settings say. What becomes due is "
    "proposed here, and goes only once somebody confirms it."
)


def retention_period(kind: retention.RetentionKind, days: int) -> str:
    after = {
        retention.RetentionKind.PERSON: "after the last meeting",
        retention.RetentionKind.NEEDS: "after the meeting",
        retention.RetentionKind.READINGS: "after the reading",
        retention.RetentionKind.ATTEMPTS: "after the sign-in",
    }[kind]
    return f"Kept for {formatting.format_count(days, 'day')} {after}"


def retention_headline(proposed: int) -> str:
    if not proposed:
        return "Nothing is due to be erased."
    verb = formatting.pluralize(proposed, "waits", "wait")
    return (
        f"{formatting.format_count(proposed, 'proposal')} to erase {verb} for your "
        "decision."
    )


def erasures_headline(entries: Sequence[ErasureEntry]) -> str:
    if not entries:
        return "Nothing was ever erased."
    unfinished = sum(not entry.is_finished for entry in entries)
    text = (
        f"{formatting.format_count(len(entries), 'erasure is', 'erasures are')} in the "
        "register"
    )
    if not unfinished:
        return f"{text}, each complete."
    verb = formatting.pluralize(unfinished, "has", "have")
    return (
        f"{text}; {formatting.format_number(unfinished)} {verb} something left to do."
    )


def erased_subject(entry: ErasureEntry) -> str:
    if entry.asked.text is not None:
        return "A text that was typed"
    if entry.asked.content is not None:
        return "The file of a piece of evidence"
    if entry.asked.person is not None:
        return "Everything about a person"
    return capitalize_first(group_names(entry.asked.groups))


def erasure_notes(entry: ErasureEntry, *, hidden: bool) -> list[str]:
    """`hidden` is whether it was in an activity that the reader may not see."""
    receipt = entry.receipt
    reason = "in an activity for focal points only"
    notes = [
        f"asked on {formatting.format_datetime(entry.asked.recorded_at)} by the "
        f"{entry.asked.role}",
        reason if hidden else f"on record as {entry.asked.id}",
    ]
    if receipt is None:
        return [*notes, "still being carried out"]
    notes.append(f"receipt {receipt.sha256[:16]}")
    return notes if receipt.finished else [*notes, *receipt.left]


def capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def more_of_them(count: int) -> str:
    return f"and {formatting.format_number(count)} more"
