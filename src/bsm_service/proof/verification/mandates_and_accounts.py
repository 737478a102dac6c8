"""Checks mandates and accounts against their seals and their history.

What was changed together with its entries, by somebody who has the vault's key as well,
cannot be told from what the product wrote.
"""

import hmac
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import Connection, Database
from bsm_service.identity.mandates.mandate import FOR_EVER, KEY_NAME, seal_of
from bsm_service.proof.verification.check_results import CheckSteps, check
from bsm_service.vault import has_product_secret


@check(
    "mandates and accounts match their history",
    "Find out who changed the accounts' database; end mandates that nobody gave, or "
    "restore it from a backup",
)
def check_accounts(
    service: Database | None,
    vault: Database | None,
    key_of: Callable[[str], bytes | None] | None,
) -> CheckSteps:
    """`key_of` gives secrets of the vault by name, None where there is none; it is None
    itself while the vault is closed.
    """
    counts = {"mandates": 0, "sealed": 0, "unsealed": 0}
    if service is None:
        return "there are none"  # among the findings about tables
    with service.snapshot() as connection:
        # The accounts first: every seal that is found has a key by now. And that
        # there is a key can be told from the vault alone, whatever seals are gone.
        any_sealed = connection.execute(_SOME_SEALED).fetchone() is not None
        key = None if key_of is None else key_of(KEY_NAME)
        sealing = _is_made(vault)
        if any_sealed and vault is not None and not sealing:
            yield "the key that seals mandates is not in the vault"
        for row in connection.stream("SELECT * FROM mandates"):
            counts["mandates"] += 1
            where = f"mandate {row['mandate']} of account {row['account']}"
            ends = row["ended_at"] or row["until"] or FOR_EVER
            if row["ends_at"] != ends:
                yield f"{where} ends at a different time from that stated"
            if row["seal"] is None:
                counts["unsealed"] += 1
                if sealing or any_sealed:
                    yield f"{where} has no seal, so the product did not create it"
            elif key is not None:
                counts["sealed"] += 1
                if not hmac.compare_digest(row["seal"], seal_of(row, key)):
                    yield (
                        f"{where} has been changed since the product created or "
                        "ended it"
                    )
        [rights] = connection.execute("SELECT count(*) FROM rights").fetchone()
        if rights != 1:
            yield f"the table 'rights' has {count_of(rights, 'row')} instead of one"
        yield from _check_against_events(connection)
    return (
        f"{count_of(counts['mandates'], 'mandate')} with full history, "
        f"{counts['sealed']} of them sealed"
        + (_UNSEALED_NOTE.format(**counts) if counts["unsealed"] else "")
    )


def _is_made(vault: Database | None) -> bool:
    if vault is None:
        return False
    with vault.connection() as connection:
        return has_product_secret(connection, KEY_NAME)


def _check_against_events(connection: Connection) -> Iterator[str]:
    text = (files(__package__) / "account_history.toml").read_text(encoding="utf-8")
    for disagreement in tomllib.loads(text)["disagreement"]:
        for id, at in connection.execute(disagreement["query"]):
            moment = f"{from_micros(at):%Y-%m-%d %H:%M} UTC"
            yield disagreement["finding"].format(id=id, at=moment)


_UNSEALED_NOTE = (
    "; {unsealed} cannot be proved because they are older than seals; the next start "
    "seals them"
)
_SOME_SEALED = "SELECT 1 FROM mandates WHERE seal IS NOT NULL LIMIT 1"
