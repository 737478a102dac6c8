"""The vault against the log: keys that must be there, and those that must not."""

from collections.abc import Iterator, Mapping
from typing import Any

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_domain.people.participant import (
    ParticipantEntered,
    PersonalGroup,
    personal_key_id,
)
from bsm_domain.people.participant_changes import DelegationChanged
from bsm_projections.databases import Database
from bsm_projections.engine.sealed_texts import is_sealed
from bsm_service.event_store.reader import LogReader
from bsm_service.privacy.erasure.targets import ErasureTarget, erasure_targets
from bsm_service.proof.verification.check_results import (
    Check,
    CheckSteps,
    Findings,
    LogCheck,
    StoredFact,
    check,
)
from bsm_service.proof.verification.temporary_database import TemporaryDatabase
from bsm_service.vault import HEADER, ReadOnlyKeys, key_of_file

_INSERT_NAMED = "INSERT OR IGNORE INTO named_keys VALUES (?, ?)"
_INSERT_CONTENT = "INSERT OR IGNORE INTO contents VALUES (?, ?, ?, ?)"
_INSERT_PERSON = "INSERT OR IGNORE INTO participants VALUES (?, ?, ?, ?)"
_INSERT_MOVED = "INSERT OR REPLACE INTO moved VALUES (?, ?)"
_INSERT_KEY = "INSERT INTO vault_keys VALUES (?, ?)"
_INSERT_DESTROYED = "INSERT INTO destroyed VALUES (?)"
_INSERT_ERASED = "INSERT OR IGNORE INTO erased VALUES (?, ?, ?)"

KEY_CHECK = "the vault has the right keys"
_ADVICE = (
    "Restore the vault from a backup with its own vault.key, or start a server, "
    "which completes interrupted erasures"
)
# What the log cannot name: secrets of the product's own.
_PRODUCT_SECRET_KIND = "named"


class NamedKeyCollector(LogCheck):
    """Notes which keys, files and people the log names; finds nothing wrong itself."""

    def __init__(self, temporary: TemporaryDatabase) -> None:
        self._temporary = temporary

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        fact = stored.fact
        # Most facts hold neither, and are not looked through.
        if isinstance(fact, DomainEvent) and (
            b'"sealed"' in stored.state or b'"sha256"' in stored.state
        ):
            self._walk(fact.model_dump(mode="json"), stored.position)
        if isinstance(fact, ParticipantEntered):
            id = fact.originator_id
            key = personal_key_id(id, PersonalGroup.NAME).hex
            self._temporary.add(
                _INSERT_PERSON, id.hex, key, stored.position, fact.delegation
            )
        elif isinstance(fact, DelegationChanged):
            id = fact.originator_id
            self._temporary.add(_INSERT_MOVED, id.hex, fact.delegation)
        return iter(())

    def _walk(self, value: Any, position: int) -> None:
        if isinstance(value, Mapping):
            if is_sealed(value):
                key = str(value["key"]).replace("-", "")
                self._temporary.add(_INSERT_NAMED, key, position)
            elif "sha256" in value and "size" in value:
                digest = str(value["sha256"])
                key = key_of_file(digest).hex
                media_type = value.get("media_type")
                self._temporary.add(_INSERT_CONTENT, digest, key, position, media_type)
                self._temporary.add(_INSERT_NAMED, key, position)
            for part in value.values():
                self._walk(part, position)
        elif isinstance(value, list | tuple):
            for part in value:
                self._walk(part, position)


@check(KEY_CHECK, _ADVICE)
def check_keys(
    log: LogReader,
    vault: Database,
    reader: ReadOnlyKeys | None,
    erasures: tuple[ErasureTarget, ...],
    temporary: TemporaryDatabase,
) -> CheckSteps:
    """`erasures` are those of the register: the log may be older."""
    # What is asked before the vault is read must be gone from it; what is asked
    # until afterwards may be.
    for is_due in (True, False):
        for target in (*erasure_targets(log), *erasures):
            for key in target.keys:
                temporary.add(
                    _INSERT_ERASED, key.hex, _target_label(target), int(is_due)
                )
        if is_due:
            yield from _read_vault(vault, reader, temporary)
    yield from _missing(temporary)
    yield from _not_destroyed(vault, temporary)
    for key, kind in temporary.rows(_OF_OTHER_KIND):
        yield f"the key {key!r} in the vault is not of the kind {kind!r}"
    for (key,) in temporary.rows(_NOT_ASKED):
        yield (
            f"the vault says that key {key} was destroyed, but nobody requested that"
        )
    [[keys]] = temporary.rows("SELECT count(*) FROM vault_keys")
    [[spare]] = temporary.rows(_SPARE)
    [[destroyed]] = temporary.rows("SELECT count(*) FROM destroyed")
    return (
        f"{count_of(keys, 'key')}, all decrypted; {destroyed} destroyed; {spare} "
        "unused (left by interrupted commands)"
    )


def unusable_vault_check(why: str) -> Check:
    """Where the vault cannot be opened at all."""
    findings = Findings()
    findings.add(why)
    return findings.check(KEY_CHECK, str, _ADVICE)


def _read_vault(
    vault: Database, reader: ReadOnlyKeys | None, temporary: TemporaryDatabase
) -> Iterator[str]:
    with vault.snapshot() as connection:
        for (name,) in connection.execute("SELECT name FROM vault_header ORDER BY 1"):
            if name not in HEADER:
                yield f"the vault's header has {name!r}, which is not from the product"
        for key, kind, wrapped, by in connection.stream(
            "SELECT key, kind, wrapped, wrapped_by FROM keys"
        ):
            temporary.add(_INSERT_KEY, key, kind)
            if reader is None:
                continue
            try:
                reader.unwrap(key, wrapped, by)
            except DomainError as error:
                yield str(error)
        for (key,) in connection.stream("SELECT key FROM destroyed_keys"):
            temporary.add(_INSERT_DESTROYED, key)


def _target_label(target: ErasureTarget) -> str:
    if target.file is not None:
        return f"the file {target.file}"
    if target.text is not None:
        text = target.text
        return f"the text {text.field} of stream {text.stream_id}, v{text.version},"
    return f"the data ({', '.join(target.groups)}) of participant {target.id}"


def _missing(temporary: TemporaryDatabase) -> Iterator[str]:
    for key, position, erased, destroyed in temporary.rows(_MISSING):
        subject = f"position {position}: the key {key} of the sealed data"
        if destroyed and not erased:
            yield f"{subject} was destroyed, but no recorded erasure asks for it"
        elif not erased:
            yield f"{subject} is not in the vault, although it was not erased"
        elif not destroyed:
            yield f"{subject} is erased, but the vault does not say so"


def _not_destroyed(vault: Database, temporary: TemporaryDatabase) -> Iterator[str]:
    for key, label in temporary.rows(_ALIVE):
        # A server may have been about to destroy it.
        with vault.connection() as connection:
            result = connection.execute("SELECT 1 FROM keys WHERE key = ?", (key,))
            if result.fetchone() is not None:
                yield (
                    f"{label} should have been erased, but its key {key} is in the "
                    "vault"
                )


_MISSING = """SELECT n.key, n.position, e.key IS NOT NULL, d.key IS NOT NULL
    FROM named_keys n LEFT JOIN vault_keys v ON v.key = n.key
    LEFT JOIN erased e ON e.key = n.key LEFT JOIN destroyed d ON d.key = n.key
    WHERE v.key IS NULL AND (e.key IS NULL OR d.key IS NULL)
    ORDER BY n.position, n.key"""
_ALIVE = """SELECT e.key, e.what FROM erased e JOIN vault_keys v ON v.key = e.key
    WHERE e.is_due = 1 ORDER BY e.key"""
_OF_OTHER_KIND = """SELECT v.key, v.kind FROM vault_keys v
    LEFT JOIN contents c ON c.key = v.key LEFT JOIN participants p ON p.key = v.key
    WHERE v.kind NOT IN ('person', 'text', 'content', 'named')
    OR length(v.key) <> 32 OR v.key GLOB '*[^0-9a-f]*'
    OR (c.key IS NOT NULL AND v.kind <> 'content')
    OR (p.key IS NOT NULL AND v.kind <> 'person') ORDER BY 1"""
_NOT_ASKED = """SELECT d.key FROM destroyed d LEFT JOIN erased e ON e.key = d.key
    LEFT JOIN named_keys n ON n.key = d.key
    WHERE e.key IS NULL AND n.key IS NULL ORDER BY 1"""
_SPARE = f"""SELECT count(*) FROM vault_keys v LEFT JOIN named_keys n ON n.key = v.key
    WHERE n.key IS NULL AND v.kind <> '{_PRODUCT_SECRET_KIND}'"""
