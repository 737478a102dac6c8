"""Where the keys of personal data and of people's texts lie, apart from the record.

The record holds ciphertext for ever. What makes it readable lies here, and can be
destroyed: for one person, one text, or one file.
"""

from bsm_service.vault.encryption import PersonEntry, Sealing, Unreadable, opened_entry
from bsm_service.vault.key_file import KeySource
from bsm_service.vault.keys import HEADER, is_made
from bsm_service.vault.people_index import ADDRESSES, address_hash
from bsm_service.vault.read_only_keys import KeyReader
from bsm_service.vault.sealed_files import Content, key_of_content, opened_content
from bsm_service.vault.tables import SCHEMA, VAULT
from bsm_service.vault.vault import Vault

__all__ = [
    "ADDRESSES",
    "HEADER",
    "SCHEMA",
    "VAULT",
    "Content",
    "KeyReader",
    "KeySource",
    "PersonEntry",
    "Sealing",
    "Unreadable",
    "Vault",
    "address_hash",
    "is_made",
    "key_of_content",
    "opened_content",
    "opened_entry",
]
