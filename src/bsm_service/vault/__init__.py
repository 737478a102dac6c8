"""The keys of personal data and of people's texts, stored apart from the record.

The record keeps ciphertext permanently. The keys that make it readable are stored here
and can be destroyed: for one person, one text, or one file.
"""

from bsm_service.vault.encryption import (
    DecryptionFailed,
    PersonEntry,
    TextSealing,
    decrypt_entry,
)
from bsm_service.vault.key_encryption_key import HEADER, ReadOnlyKeys
from bsm_service.vault.key_file import KeySource
from bsm_service.vault.keys import has_product_secret
from bsm_service.vault.people_index import ADDRESS_KEY_NAME, address_hash
from bsm_service.vault.sealed_files import StoredFileInfo, decrypt_file, key_of_file
from bsm_service.vault.tables import SCHEMA, VAULT_TITLE
from bsm_service.vault.vault import Vault

__all__ = [
    "ADDRESS_KEY_NAME",
    "HEADER",
    "SCHEMA",
    "VAULT_TITLE",
    "DecryptionFailed",
    "KeySource",
    "PersonEntry",
    "ReadOnlyKeys",
    "StoredFileInfo",
    "TextSealing",
    "Vault",
    "address_hash",
    "decrypt_entry",
    "decrypt_file",
    "has_product_secret",
    "key_of_file",
]
