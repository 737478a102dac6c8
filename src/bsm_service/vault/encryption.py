"""Sealing of texts: AES-256-GCM, with a key for each person and each text.

The context of a ciphertext (key, stream, field, command) is authenticated with it, so
that it cannot be exchanged for another. Keys are wrapped the same way, bound to their
names.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic_core import to_json

from bsm_domain.foundation.free_text import SealedText
from bsm_projections.engine.sealed_texts import BoundText
from bsm_service.vault.handles import FoundBy, Handle

NONCE_BYTES = 12  # bytes, random: a key seals far fewer texts than may collide
KEY_BYTES = 32


class DecryptionFailed(Exception):
    """The key is wrong, or the bytes were changed."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def encrypt(cipher: AESGCM, data: bytes, associated_data_bytes: bytes) -> bytes:
    """Returns nonce and ciphertext together."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, data, associated_data_bytes)


def decrypt(cipher: AESGCM, wrapped: bytes, associated_data_bytes: bytes) -> bytes:
    """Raises DecryptionFailed."""
    try:
        return cipher.decrypt(
            wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], associated_data_bytes
        )
    except (InvalidTag, ValueError) as error:
        raise DecryptionFailed from error


def decrypt_text(secret: bytes, sealed: BoundText) -> str:
    """Raises DecryptionFailed."""
    associated_data_bytes = associated_data(
        sealed.key, sealed.stream_id, sealed.field, sealed.command_id
    )
    try:
        wrapped = b64decode(sealed.nonce) + b64decode(sealed.ciphertext)
    except ValueError as error:
        raise DecryptionFailed from error
    return decrypt(AESGCM(secret), wrapped, associated_data_bytes).decode()


def associated_data(key: str, stream_id: str, field: str, command_id: str) -> bytes:
    """The data that are authenticated with a text. IDs are 32 hex digits."""
    return f"bsm-seal/v1\n{key}\n{stream_id}\n{field}\n{command_id}\n".encode()


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person's search entry. `sealed` is their name and e-mail, encrypted with their
    key; `is_new` says that the vault has no data of them yet.
    """

    delegation: str
    handles: frozenset[Handle]
    sealed: bytes
    is_new: bool


def decrypt_entry(secret: bytes, participant: str, sealed: bytes) -> dict[str, Any]:
    """Raises DecryptionFailed."""
    opened = decrypt(AESGCM(secret), sealed, _entry_associated_data(participant))
    entry: dict[str, Any] = json.loads(opened)
    return entry


def _entry_associated_data(participant: str) -> bytes:
    return f"bsm-person/v1\n{participant}\n".encode()


@dataclass(slots=True)
class TextSealing:
    """The sealed data of one command: its new keys are stored before its facts.

    `secret_of` finds the secret of a key that exists, None where there is none.
    `attached_files` are the contents, by their SHA-256, that the command shows for
    something; `references` are further ones of people on record, who are found by
    them.
    """

    command_id: UUID
    secret_of: Callable[[UUID], bytes | None]
    new_key_id: Callable[[], UUID]
    keys: dict[UUID, tuple[str, bytes]] = field(default_factory=dict)
    people: dict[UUID, PersonEntry] = field(default_factory=dict)
    attached_files: set[str] = field(default_factory=set)
    references: list[tuple[UUID, str, Handle]] = field(default_factory=list)
    _ciphers: dict[UUID, AESGCM] = field(default_factory=dict)

    def text(self, text: str, *, stream: UUID, field: str) -> SealedText:
        """Seals a text with a key of its own."""
        key, secret = self.new_key_id(), new_key()
        self.keys[key] = "text", secret
        return self._seal(key, AESGCM(secret), text.encode(), stream, field)

    def group(
        self,
        key: UUID,
        values: Mapping[str, Any],
        *,
        stream: UUID,
        field: str,
        is_new: bool,
    ) -> SealedText:
        """Seals a group of a person's data with a key of theirs. With `is_new` the
        person has no keys yet, so none are looked up.
        """
        cipher = self._cipher(key, is_new=is_new)
        return self._seal(key, cipher, to_json(values), stream, field)

    def index_person(
        self,
        participant: UUID,
        key: UUID,
        *,
        delegation: str,
        found_by: FoundBy,
        handles: Iterable[Handle] | None = None,
    ) -> None:
        """Sets the person's search entry to this name and address. `handles` are those
        of `found_by`, perhaps with references; they are made where they are not given.
        """
        cipher = self._cipher(key, is_new=False)
        sealed = encrypt(
            cipher, to_json(found_by), _entry_associated_data(participant.hex)
        )
        self.people[participant] = PersonEntry(
            delegation,
            found_by.handles() if handles is None else frozenset(handles),
            sealed,
            is_new=key in self.keys,
        )

    def add_references(
        self, participant: UUID, delegation: str, handles: Iterable[Handle]
    ) -> None:
        """Lets references of a list find a person who is on record."""
        self.references += ((participant, delegation, handle) for handle in handles)

    def _cipher(self, key: UUID, *, is_new: bool) -> AESGCM:
        cipher = self._ciphers.get(key)
        if cipher is None:
            secret = None if is_new else self.secret_of(key)
            if secret is None:
                secret = new_key()
                self.keys[key] = "person", secret
            cipher = self._ciphers[key] = AESGCM(secret)
        return cipher

    def _seal(
        self, key: UUID, cipher: AESGCM, text: bytes, stream: UUID, field: str
    ) -> SealedText:
        nonce = os.urandom(NONCE_BYTES)
        associated_data_bytes = associated_data(
            key.hex, stream.hex, field, self.command_id.hex
        )
        ciphertext = cipher.encrypt(nonce, text, associated_data_bytes)
        return SealedText(
            key=key,
            nonce=b64encode(nonce).decode(),
            ciphertext=b64encode(ciphertext).decode(),
        )
