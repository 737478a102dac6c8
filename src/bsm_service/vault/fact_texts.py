"""The decrypted texts of one fact."""

from collections.abc import Mapping

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import PlainText, SealedText
from bsm_projections.engine.sealed_texts import BoundText
from bsm_service.vault import Vault


def texts_of_fact(fact: DomainEvent, vault: Vault) -> Mapping[str, str]:
    """By field, with a placeholder for a text that cannot be read. Personal data of
    participants are not included.
    """
    texts: dict[str, str] = {}
    sealed: dict[str, BoundText] = {}
    for field in type(fact).model_fields:
        value = getattr(fact, field)
        if isinstance(value, PlainText):
            texts[field] = value.text
        elif isinstance(value, SealedText):
            sealed[field] = BoundText(
                value.key.hex,
                value.nonce,
                value.ciphertext,
                fact.originator_id.hex,
                field,
                fact.command_id.hex,
            )
    opened = vault.open_texts(list(sealed.values()))
    texts |= {
        field: opened_text.text
        for field, opened_text in zip(sealed, opened, strict=True)
    }
    return texts
