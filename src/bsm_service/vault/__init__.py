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
from bsm_service.vault.handles import (
    HANDLES_KEY_NAME,
    FoundBy,
    Handle,
    HandleKind,
    handle_hash,
    handles_of,
    reference_handle,
)
from bsm_service.vault.key_encryption_key import HEADER, ReadOnlyKeys
from bsm_service.vault.key_file import KeySource
from bsm_service.vault.keys import has_product_secret
from bsm_service.vault.people_index import PersonFound
from bsm_service.vault.sealed_files import StoredFileInfo, decrypt_file, key_of_file
from bsm_service.vault.tables import SCHEMA, VAULT_TITLE
from bsm_service.vault.vault import Vault

__all__ = [
    "HANDLES_KEY_NAME",
    "HEADER",
    "SCHEMA",
    "VAULT_TITLE",
    "DecryptionFailed",
    "FoundBy",
    "Handle",
    "HandleKind",
    "KeySource",
    "PersonEntry",
    "PersonFound",
    "ReadOnlyKeys",
    "StoredFileInfo",
    "TextSealing",
    "Vault",
    "decrypt_entry",
    "decrypt_file",
    "handle_hash",
    "handles_of",
    "has_product_secret",
    "key_of_file",
    "reference_handle",
]
