"""The receipt of an erasure, for whoever requested it. It has no personal data."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.people.participant import PersonalGroup
from bsm_service.privacy.erasure.residual_data import ResidualFinding
from bsm_service.privacy.erasure.targets import ErasureTarget

CONTENT = "content"
NOTE_FILE = "note file"
_FILES = {
    CONTENT: "the file of a piece of evidence",
    NOTE_FILE: "the file of a note of a delegation",
}

# What remains, because the record must be complete; every receipt lists it.
REMAINS_OF_PERSON = (
    "the facts that a member of this delegation took part, and in which meetings, "
    "under an ID that names nobody",
    "the encrypted data in the facts, which nobody can decrypt without the key",
    "a keyed digest of each command that recorded them, to recognise repeats: it "
    "reveals nothing, but somebody with the vault's keys could use it to confirm an "
    "exact guess of the whole command",
    "the log of who read the data and when, under the same ID, until its retention "
    "period ends",
    "the reason given for the erasure, encrypted separately",
)
REMAINS_OF_TEXT = (
    "the fact that contained the text, and when it was recorded",
    "the encrypted text, which nobody can decrypt without the key",
    "the reason given, encrypted separately",
)
REMAINS_OF_FILE = (
    "that there was a file, its SHA-256 and size, and who attached it when; the same "
    "for every other activity to which it was attached, where it is erased too",
    "its name and the note about it, which can be redacted separately",
    "the reason given, encrypted separately",
)
REMAINS_OF_NOTE = (
    "that there was a note with a file: its kind, reference and dates, the SHA-256 and "
    "size of the file, and who recorded it when",
    "the reason given, encrypted separately",
)
REMAINS_ELSEWHERE = (
    "earlier backups, which contain the key wrapped with a key-encryption key that is "
    "no longer in force: destroy copies of that key, and after restoring such a backup "
    "replay the register of erasures",
)


class Receipt(FrozenModel):
    """`found` lists remains that the search found; `left` says in sentences what
    remains to be done. `keys` counts the keys destroyed, `looked_for` the words and
    secrets searched for: 0 if they had been destroyed before.
    """

    id: UUID
    groups: tuple[PersonalGroup, ...]
    field: str | None
    asked_at: AwareDatetime
    asked_by: str
    role: str
    completed_at: AwareDatetime
    position: int | None
    log_size: int
    root: str
    origin: str
    keys: int
    accounts: int
    key_in_force: str | None
    looked_for: int
    files: int
    rows: int
    bytes: int
    found: tuple[ResidualFinding, ...]
    left: tuple[str, ...]
    remains: tuple[str, ...]
    finished: bool

    @property
    def sha256(self) -> str:
        """Identifies the receipt in the register."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {**self.model_dump(mode="json"), "sha256": self.sha256}

    def as_text(self) -> str:
        """For people, to be printed or sent."""
        subject = (
            _FILES[self.field]
            if self.field in _FILES
            else f"the text in {self.field!r} of a fact"
            if self.field is not None
            else f"personal data ({', '.join(self.groups)})"
        )
        lines = [
            "RECEIPT OF AN ERASURE",
            "",
            f"Erased: {subject}, ID {self.id}.",
            f"Requested by: account {self.asked_by} as {self.role}, on "
            f"{_format_time(self.asked_at)}.",
            f"Completed: {_format_time(self.completed_at)}.",
            f"Recorded at position {self.position} of {self.origin}."
            if self.position is not None
            else "Not recorded in this log, but in the register of erasures.",
            f"The log then had {count_of(self.log_size, 'fact')}; its root hash was "
            f"{self.root}.",
            "",
            f"Keys destroyed: {self.keys}. Accounts closed and anonymised: "
            f"{self.accounts}.",
            "The key-encryption key was replaced"
            f" (now {self.key_in_force}) and all other keys wrapped with the new one."
            if self.key_in_force
            else "The key-encryption key was not replaced.",
            "Searched for "
            f"{count_of(self.looked_for, 'word or secret', 'words and secrets')} in "
            f"{count_of(self.files, 'file')} and {count_of(self.rows, 'row')} of a "
            f"database server ({count_of(self.bytes, 'byte')})."
            if self.looked_for
            else "No search was made: the words were already unreadable.",
            *_list(
                "Found",
                [f"{finding.what} in {finding.where}" for finding in self.found],
            ),
            *_list("To do", self.left),
            *_list("Remains by design", self.remains),
            "",
            f"SHA-256 of this receipt's data: {self.sha256}",
        ]
        return "\n".join(lines) + "\n"


def _list(title: str, items: tuple[str, ...] | list[str]) -> list[str]:
    if not items:
        return [f"{title}: nothing."]
    return [f"{title}:", *(f"- {item}" for item in items)]


def _format_time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def remaining_data(target: ErasureTarget) -> tuple[str, ...]:
    """What remains after an erasure, and why it reveals nothing."""
    if target.content is not None:
        return (*REMAINS_OF_FILE, *REMAINS_ELSEWHERE)
    if target.note is not None:
        return (*REMAINS_OF_NOTE, *REMAINS_ELSEWHERE)
    return (
        *(REMAINS_OF_TEXT if target.text is not None else REMAINS_OF_PERSON),
        *REMAINS_ELSEWHERE,
    )


def erased_field(target: ErasureTarget) -> str | None:
    """The field that a receipt names as erased; None for a person's data."""
    if target.file is not None:
        return CONTENT if target.content else NOTE_FILE
    return None if target.text is None else target.text.field
