"""Collects the words and secrets to search for after an erasure, while they can still
be read; finds what is still in the vault.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import (
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalGroup,
)
from bsm_projections.databases import select_among
from bsm_projections.engine.sealed_texts import BoundText, bound_text_of
from bsm_service.event_store.reader import LogReader
from bsm_service.foundation.refusals import ContentErased
from bsm_service.privacy.erasure.residual_data import SearchTerms
from bsm_service.privacy.erasure.targets import ErasureTarget
from bsm_service.vault import HandleKind, Vault

_BEGINNING = 200  # bytes
_HANDLES = {
    HandleKind.EMAIL: "address",
    HandleKind.REFERENCE: "reference",
    HandleKind.NAME: "name",
}
_OWN_HANDLES = """SELECT kind, hash FROM handles h
    WHERE participant = ? AND NOT EXISTS (
    SELECT 1 FROM handles o WHERE o.hash = h.hash AND o.participant <> h.participant)"""
# "Professor" says nothing about anybody, and stands in many texts.
_SHARED_FIELDS = ("honorific",)
# What others may write for the person.
_NAME_FIELDS = ("name", "latin_name", "email")


def collect_search_terms(
    terms: SearchTerms, target: ErasureTarget, log: LogReader, vault: Vault
) -> None:
    """Adds everything recorded about the person, or the text, and the keys, bare and as
    the vault stores them. What cannot be decrypted any more is left out.
    """
    if target.text is not None:
        fact = log.fact(target.text.stream_id, target.text.version)
        sealed = getattr(fact, target.text.field, None)
        if fact is not None and isinstance(sealed, SealedText):
            [opened] = vault.open_texts(
                [bound_text_of(fact, target.text.field, sealed)]
            )
            if not opened.missing:
                terms.text(target.text.field, opened.text)
    elif target.file is not None:
        with suppress(ContentErased, NotFound):
            content = vault.files.read(target.file)
            # Remains of it begin in the same way, or are encrypted as it was.
            terms.secret("evidence" if target.content else "note", content[:_BEGINNING])
    else:
        recorded = recorded_details(log, target.id, target.groups)
        for opened in vault.open_texts([sealed for _, _, sealed in recorded]):
            if not opened.missing:
                for name, value in json.loads(opened.text).items():
                    if name in _NAME_FIELDS:
                        terms.name(name, value)
                    elif name not in _SHARED_FIELDS:
                        terms.text(name, value)
    for description, secret in _searchable_secrets(vault, target.keys, target.person):
        terms.secret(description, secret)


def recorded_details(
    log: LogReader, person: UUID, groups: Iterable[PersonalGroup]
) -> Iterator[tuple[DomainEvent, PersonalGroup, BoundText]]:
    """Every time that a group of details of a person was recorded, in order."""
    for fact in log.events.get(person):
        if isinstance(fact, ParticipantEntered | ParticipantDetailsChanged):
            for group in groups:
                sealed: SealedText | None = getattr(fact.details, group)
                if sealed is not None:
                    yield fact, group, bound_text_of(fact, group, sealed)


def still_in_vault(
    vault: Vault, keys: Collection[UUID], people: Collection[UUID] = ()
) -> frozenset[UUID]:
    """Which of these keys are in the vault, and which of these people can be found.
    Raises VaultUnavailable.
    """
    with vault.reading() as connection:
        found_keys = select_among(
            connection,
            "SELECT key FROM keys WHERE key IN ({values})",
            (key.hex for key in keys),
        )
        found_people = select_among(
            connection,
            "SELECT participant FROM people WHERE participant IN ({values})",
            (person.hex for person in people),
        )
        found_handles = select_among(
            connection,
            "SELECT DISTINCT participant FROM handles WHERE participant IN ({values})",
            (person.hex for person in people),
        )
        return frozenset(
            UUID(str(row[0])) for row in (*found_keys, *found_people, *found_handles)
        )


def _searchable_secrets(
    vault: Vault, keys: Sequence[UUID], person: UUID | None
) -> Iterator[tuple[str, bytes]]:
    """Keys, bare and wrapped, and index entries as stored, each with a description.
    Raises VaultUnavailable.
    """
    for key in keys:
        secret = vault.secret_of(key)
        if secret is not None:
            yield "key", secret
    with vault.reading() as connection:
        for row in select_among(
            connection,
            "SELECT wrapped FROM keys WHERE key IN ({values})",
            (key.hex for key in keys),
        ):
            yield "wrapped key", bytes(row[0])
        id = "" if person is None else person.hex
        row = connection.execute(
            "SELECT sealed FROM people WHERE participant = ?", (id,)
        ).fetchone()
        if row is not None:
            yield "encrypted name and address", bytes(row[0])
        # Somebody else may have the same name or address, and is kept.
        for kind, hash in connection.execute(_OWN_HANDLES, (id,)).fetchall():
            yield f"hash of the {_HANDLES[kind]}", bytes(hash)
