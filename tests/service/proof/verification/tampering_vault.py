"""Changes to keys, people and files in the vault."""

import re
from collections.abc import Callable

from raw_database import tamper
from service.proof.verification.records import ERASURES, FILES, KEYS, PEOPLE, Record
from service.proof.verification.tampering import Change, elsewhere, text_key

from bsm_domain.people.participant import PersonalGroup, personal_key_id


def register(old: str, new: str) -> Callable[[Record], object]:
    """Another word in the register of erasures."""

    def change(record: Record) -> None:
        file = record.place.folder / "erasures.jsonl"
        text = re.sub(old, new, file.read_text())
        assert text != file.read_text()
        file.write_text(text)

    return change


OF_VAULT = (
    # The register of erasures.
    Change(
        "a receipt is changed",
        register('"log_size": ', '"log_size": 1'),
        ERASURES,
        "in the register of erasures has a receipt that has been changed",
    ),
    Change(
        "a receipt has another digest",
        register('"sha256": "[0-9a-f]{4}(?=[0-9a-f]{60}"})', '"sha256": "ffff'),
        ERASURES,
        "in the register of erasures has a receipt that has been changed",
    ),
    Change(
        "an erasure was asked by somebody else",
        register('"account": "[^"]*"', '"account": "eve"'),
        ERASURES,
        "differs from the fact that requested the erasure",
    ),
    Change(
        "an erasure has no receipt but another's",
        register('"role": "[a-z-]*", "groups"', '"role": "chair", "groups"'),
        ERASURES,
        "in the register of erasures has the receipt of another erasure",
    ),
    Change(
        "the register is none",
        register("^", "x"),
        ERASURES,
        "line 1 of erasures.jsonl is not an entry of a register of erasures",
        alone=True,
    ),
    # The vault.
    Change(
        "a key is gone",
        lambda record: tamper(
            record.place,
            f"DELETE FROM keys WHERE key = '{text_key(record)}'",
            database="vault",
        ),
        KEYS,
        "is not in the vault, although it was not erased",
    ),
    Change(
        "a key was destroyed, and nobody asked",
        lambda record: tamper(
            record.place,
            f"INSERT INTO destroyed_keys SELECT key, 0 FROM keys "
            f"WHERE key = '{text_key(record)}'",
            f"DELETE FROM keys WHERE key = '{text_key(record)}'",
            database="vault",
        ),
        KEYS,
        "was destroyed, but no recorded erasure asks for it",
    ),
    Change(
        "a key was damaged",
        lambda record: tamper(
            record.place,
            "UPDATE keys SET wrapped = substr(wrapped, 1, 20) "
            f"WHERE key = '{text_key(record)}'",
            database="vault",
        ),
        KEYS,
        "in the vault is damaged",
    ),
    Change(
        "keys were exchanged",
        elsewhere(
            "vault",
            "UPDATE keys SET wrapped = (SELECT wrapped FROM keys k "
            "ORDER BY k.key LIMIT 1)",
        ),
        KEYS,
        "in the vault is damaged",
        alone=True,
    ),
    Change(
        "a key is of another kind",
        elsewhere("vault", "UPDATE keys SET kind = 'content' WHERE kind = 'person'"),
        KEYS,
        "in the vault is not of the kind 'content'",
        alone=True,
    ),
    Change(
        "a key is spelt otherwise",
        elsewhere("vault", "UPDATE keys SET key = upper(key)"),
        KEYS,
        "in the vault is not of the kind",
        alone=True,
    ),
    Change(
        "a key is wrapped by another",
        elsewhere("vault", "UPDATE keys SET wrapped_by = 'another'"),
        KEYS,
        "is encrypted with a different key (another)",
        alone=True,
    ),
    Change(
        "a key is there after its erasure",
        lambda record: tamper(
            record.place,
            "INSERT INTO keys SELECT "
            f"'{personal_key_id(record.erased, PersonalGroup.NAME).hex}', kind, "
            "wrapped, wrapped_by, made_at FROM keys LIMIT 1",
            database="vault",
        ),
        KEYS,
        "should have been erased, but its key",
    ),
    Change(
        "the vault forgot what it destroyed",
        elsewhere("vault", "DELETE FROM destroyed_keys"),
        KEYS,
        "is erased, but the vault does not say so",
    ),
    Change(
        "the vault's key is another",
        lambda record: (record.place.folder / "vault.key").write_text("ab" * 32),
        KEYS,
        "vault.key is not the key of this vault",
        alone=True,
    ),
    Change(
        "the vault's header is a text",
        elsewhere(
            "vault", "UPDATE vault_header SET value = CAST(value AS TEXT) || 'x'"
        ),
        KEYS,
        "the vault's header does not name a key: it is damaged",
        ("sqlite",),
    ),
    Change(
        "the vault's header is other bytes",
        elsewhere("vault", "UPDATE vault_header SET value = x'57ff17'"),
        KEYS,
        "the vault's header does not name a key: it is damaged",
        ("sqlite",),
    ),
    Change(
        "a key is a text",
        elsewhere("vault", "UPDATE keys SET wrapped = hex(wrapped)"),
        KEYS,
        "in the vault is damaged",
        ("sqlite",),
    ),
    Change(
        "an entry of a person is a text",
        elsewhere("vault", "UPDATE people SET sealed = hex(sealed)"),
        PEOPLE,
        "cannot be decrypted with their key: the entry has been changed",
        ("sqlite",),
    ),
    Change(
        "a hash of an address is a text",
        elsewhere("vault", "UPDATE handles SET hash = hex(hash)"),
        PEOPLE,
        "is listed under a different name or e-mail address than their own",
        ("sqlite",),
    ),
    Change(
        "the vault's header has more",
        elsewhere(
            "vault",
            "INSERT INTO vault_header SELECT 'more', value FROM vault_header "
            "WHERE name = 'canary'",
        ),
        KEYS,
        "the vault's header has 'more', which is not from the product",
    ),
    # By what people are found.
    Change(
        "people are found no more",
        elsewhere("vault", "DELETE FROM people"),
        PEOPLE,
        "cannot be found by name",
    ),
    Change(
        "somebody has another's entry",
        elsewhere("vault", "UPDATE people SET sealed = substr(sealed, 1, 40)"),
        PEOPLE,
        "cannot be decrypted with their key: the entry has been changed",
    ),
    Change(
        "somebody has another's handle",
        lambda record: tamper(
            record.place,
            "UPDATE handles SET hash = (SELECT sealed FROM people LIMIT 1) "
            f"WHERE participant = '{record.person.hex}' AND kind = 'name'",
            database="vault",
        ),
        PEOPLE,
        "is listed under a different name or e-mail address than their own",
    ),
    Change(
        "somebody is found in another's delegation",
        elsewhere("vault", "UPDATE handles SET delegation = 'NO'"),
        PEOPLE,
        "is found in a different delegation than their own",
    ),
    Change(
        "a name finds nobody",
        elsewhere("vault", "DELETE FROM handles WHERE kind = 'name'"),
        PEOPLE,
        "is listed under a different name or e-mail address than their own",
    ),
    Change(
        "a handle is of nobody",
        elsewhere("vault", "UPDATE handles SET participant = '00'"),
        PEOPLE,
        "has handles but no entry",
    ),
    Change(
        "an erased person can be found",
        lambda record: tamper(
            record.place,
            f"UPDATE people SET participant = '{record.erased.hex}'",
            database="vault",
        ),
        PEOPLE,
        "was erased but can still be found",
    ),
    Change(
        "somebody is of another delegation",
        elsewhere("vault", "UPDATE people SET delegation = 'IT'"),
        PEOPLE,
        "belongs to AT, but is listed under IT",
    ),
    # Files that are evidence.
    Change(
        "a file is to be dropped",
        elsewhere("vault", "UPDATE files SET shown_at = NULL"),
        FILES,
        "is not marked as shown, so it would be deleted",
    ),
    Change(
        "a file is of another type",
        elsewhere("vault", "UPDATE files SET media_type = 'text/html'"),
        FILES,
        "is stored as text/html, not as text/plain",
    ),
    Change(
        "a file is added",
        elsewhere(
            "vault",
            "INSERT INTO files SELECT 'abc', 'def', size, media_type, sealed, kept_at, "
            "NULL, NULL FROM files",
        ),
        FILES,
        "the file abc names the wrong key",
    ),
    Change(
        "a file is gone",
        elsewhere("vault", "DELETE FROM files"),
        FILES,
        "is not in the vault",
    ),
    Change(
        "a file was changed",
        elsewhere("vault", "UPDATE files SET sealed = substr(sealed, 1, 30)"),
        FILES,
        "cannot be decrypted with its key: it has been changed",
    ),
    Change(
        "a file is a text",
        elsewhere("vault", "UPDATE files SET sealed = hex(sealed)"),
        FILES,
        "cannot be decrypted with its key: it has been changed",
        ("sqlite",),
    ),
    Change(
        "an erased file is there",
        lambda record: tamper(
            record.place,
            f"UPDATE files SET sha256 = '{record.erased_file}'",
            database="vault",
        ),
        FILES,
        "should have been erased but still exists",
    ),
)
