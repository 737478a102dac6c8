"""Where the keys of personal data and of people's texts lie, apart from the record.

The record holds ciphertext for ever. What makes it readable lies here, and can be
destroyed: for one person, or for one text.
"""

from bsm_service.vault.key_file import KeySource
from bsm_service.vault.people_index import folded
from bsm_service.vault.sealing import PersonEntry, Sealing, opened_entry
from bsm_service.vault.tables import SCHEMA, VAULT
from bsm_service.vault.vault import Vault

__all__ = [
    "SCHEMA",
    "VAULT",
    "KeySource",
    "PersonEntry",
    "Sealing",
    "Vault",
    "folded",
    "opened_entry",
]
