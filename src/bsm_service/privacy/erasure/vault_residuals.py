"""What the vault still contains of keys and people to be erased."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from bsm_projections.databases import DATABASE_ERRORS, Connection
from bsm_service.foundation.database_errors import vault_refusal_for
from bsm_service.vault import Vault

_BATCH_SIZE = 500


def still_in_vault(
    vault: Vault, keys: Collection[UUID], people: Collection[UUID] = ()
) -> frozenset[UUID]:
    """Which of these keys are in the vault, and which of these people can be found.
    Raises VaultUnavailable.
    """
    with _vault_connection(vault) as connection:
        return frozenset(
            UUID(str(row[0]))
            for row in (
                *_select_by_ids(connection, "SELECT key FROM keys WHERE key", [*keys]),
                *_select_by_ids(
                    connection,
                    "SELECT participant FROM people WHERE participant",
                    [*people],
                ),
            )
        )


def searchable_secrets(
    vault: Vault, keys: Sequence[UUID], person: UUID | None
) -> Iterator[tuple[str, bytes]]:
    """Keys, bare and wrapped, and index entries as stored, each with a description.
    Raises VaultUnavailable.
    """
    for key in keys:
        secret = vault.secret_of(key)
        if secret is not None:
            yield "key", secret
    with _vault_connection(vault) as connection:
        for row in _select_by_ids(
            connection, "SELECT wrapped FROM keys WHERE key", keys
        ):
            yield "wrapped key", bytes(row[0])
        people = () if person is None else (person,)
        rows = _select_by_ids(
            connection,
            "SELECT email_hash, sealed FROM people WHERE participant",
            people,
        )
        for hash, sealed in rows:
            yield "encrypted name and address", bytes(sealed)
            if hash is not None and _is_only_theirs(connection, bytes(hash)):
                yield "hash of the address", bytes(hash)


def _is_only_theirs(connection: Connection, hash: bytes) -> bool:
    """Another delegation may have a person with the same address, who is kept."""
    result = connection.execute(
        "SELECT count(*) FROM people WHERE email_hash = ?", (hash,)
    )
    return int(result.fetchone()[0]) == 1


def _select_by_ids(
    connection: Connection, sql: str, ids: Sequence[UUID]
) -> Iterator[Any]:
    for start in range(0, len(ids), _BATCH_SIZE):
        batch = [id.hex for id in ids[start : start + _BATCH_SIZE]]
        yield from connection.execute(
            f"{sql} IN ({', '.join('?' * len(batch))})", batch
        )


@contextmanager
def _vault_connection(vault: Vault) -> Iterator[Connection]:
    try:
        with vault.database.connection() as connection:
            yield connection
    except DATABASE_ERRORS as error:
        raise vault_refusal_for(error) from error
