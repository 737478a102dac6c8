"""What was done for an erasure, for whoever asked for it. Nothing in it is personal."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import PersonalGroup
from bsm_service.privacy.erasure.residual_data import ResidualFinding
from bsm_service.privacy.erasure.targets import ErasureTarget

CONTENT = "content"

# What stays, because the record must; each is told with every receipt.
REMAINS_OF_PERSON = (
    "that somebody of this delegation took part, and in which meetings: facts stay, "
    "under an id that names nobody",
    "the sealed data in the facts, which nobody can open without the key",
    "a keyed digest of each command that told them, by which it is known again: it "
    "gives nothing away, but would confirm a guess of every word of it to who has the "
    "vault's keys",
    "who read the data and when, under the same id, until that period has passed",
    "the reason that was given for erasing, sealed by itself",
)
REMAINS_OF_TEXT = (
    "the fact in which the text stood, and when it was recorded",
    "the sealed text, which nobody can open without the key",
    "the reason that was given, sealed by itself",
)
REMAINS_OF_FILE = (
    "that there was a file, its SHA-256 and size, and who attached it when; the same "
    "for every other activity that showed it, which has lost it too",
    "its name and the note about it, which are texts and can be redacted by themselves",
    "the reason that was given, sealed by itself",
)
REMAINS_ELSEWHERE = (
    "backups made before, which hold the key wrapped by a key-encryption key that is "
    "no longer in force: destroy copies of that key, and after restoring such a backup "
    "replay the list of erasures",
)


class Receipt(FrozenModel):
    """`found` is what the look for left-overs found; `left` is what has still to be
    done, in sentences. `keys` counts those that were destroyed now, `looked_for` the
    words and secrets that were looked for: none where they were destroyed before.
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
        """Names the receipt in the register."""
        return sha256(self.model_dump_json().encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {**self.model_dump(mode="json"), "sha256": self.sha256}

    def as_text(self) -> str:
        """For people, to be printed or sent."""
        subject = (
            "the content of a piece of evidence"
            if self.field == CONTENT
            else f"the text in {self.field!r} of a fact"
            if self.field is not None
            else f"personal data ({', '.join(self.groups)})"
        )
        lines = [
            "RECEIPT OF AN ERASURE",
            "",
            f"Erased: {subject}, on record as {self.id}.",
            f"Asked by: account {self.asked_by} as {self.role}, on "
            f"{_format_time(self.asked_at)}.",
            f"Completed: {_format_time(self.completed_at)}.",
            f"The fact stands at position {self.position} of {self.origin}."
            if self.position is not None
            else "The fact is not in this log; it is in the register of erasures.",
            f"The log then had {count_of(self.log_size, 'fact')}; its root is "
            f"{self.root}.",
            "",
            f"Keys destroyed: {self.keys}. Accounts closed and forgotten: "
            f"{self.accounts}.",
            "The key-encryption key was replaced"
            f" (now {self.key_in_force}) and all other keys wrapped by the new one."
            if self.key_in_force
            else "The key-encryption key was not replaced.",
            "Looked for "
            f"{count_of(self.looked_for, 'word or secret', 'words and secrets')} in "
            f"{count_of(self.files, 'file')}, {count_of(self.rows, 'row')} of a "
            "server, "
            f"{count_of(self.bytes, 'byte')}."
            if self.looked_for
            else "Nothing was looked for: the words were unreadable already.",
            *_list(
                "Found",
                [f"{finding.what} in {finding.where}" for finding in self.found],
            ),
            *_list("Still to be done", self.left),
            *_list("What remains by design", self.remains),
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
    """What stays after an erasure, and why it tells nobody anything."""
    if target.content is not None:
        return (*REMAINS_OF_FILE, *REMAINS_ELSEWHERE)
    return (
        *(REMAINS_OF_TEXT if target.text is not None else REMAINS_OF_PERSON),
        *REMAINS_ELSEWHERE,
    )


def erased_field(target: ErasureTarget) -> str | None:
    """What a receipt says was erased, where it is not a person's data."""
    if target.content is not None:
        return CONTENT
    return None if target.text is None else target.text.field
