"""Collects the words to search for after an erasure, while they can still be read."""

import json
from collections.abc import Iterator
from contextlib import suppress

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import (
    ParticipantDetailsChanged,
    ParticipantEntered,
    PersonalGroup,
)
from bsm_projections.engine.sealed_texts import BoundText
from bsm_service.event_store.reader import LogReader
from bsm_service.foundation.refusals import ContentErased
from bsm_service.privacy.erasure.residual_data import SearchTerms
from bsm_service.privacy.erasure.targets import ErasureTarget
from bsm_service.privacy.erasure.vault_residuals import searchable_secrets
from bsm_service.vault import Vault

_BEGINNING = 200  # bytes
# What others may write for the person.
_NAME_FIELDS = ("name", "email")
_Details = ParticipantEntered | ParticipantDetailsChanged


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
            [opened] = vault.open_texts([_location(sealed, fact, target.text.field)])
            if not opened.missing:
                terms.text(target.text.field, opened.text)
    elif target.content is not None:
        with suppress(ContentErased, NotFound):
            content = vault.files.read(target.content.sha256)
            # Remains of it begin in the same way, or are encrypted as it was.
            terms.secret("evidence", content[:_BEGINNING])
    else:
        recorded = [*_recorded_details(target, log)]
        for opened in vault.open_texts(recorded):
            if not opened.missing:
                for name, value in json.loads(opened.text).items():
                    if name in _NAME_FIELDS:
                        terms.name(name, value)
                    else:
                        terms.text(name, value)
    for description, secret in searchable_secrets(vault, target.keys, target.person):
        terms.secret(description, secret)


def _recorded_details(target: ErasureTarget, log: LogReader) -> Iterator[BoundText]:
    for fact in log.events.get(target.id):
        if isinstance(fact, _Details):
            for group in target.groups:
                sealed: SealedText | None = getattr(fact.details, group)
                if sealed is not None:
                    yield _location(sealed, fact, group)


def _location(
    sealed: SealedText, fact: DomainEvent, field: str | PersonalGroup
) -> BoundText:
    return BoundText(
        key=sealed.key.hex,
        nonce=sealed.nonce,
        ciphertext=sealed.ciphertext,
        stream_id=fact.originator_id.hex,
        field=str(field),
        command_id=fact.command_id.hex,
    )
