"""Checks mandates and accounts against their seals and their history.

What was changed together with its entries, by somebody who has the vault's key as well,
cannot be told from what the product wrote.
"""

import hmac
from collections.abc import Callable, Iterator

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import Connection, Database
from bsm_service.identity.mandates.seals import KEY_NAME, seal_of
from bsm_service.identity.tables import FOR_EVER
from bsm_service.proof.verification.check_results import CheckFunction
from bsm_service.vault import has_product_secret


def check_accounts(
    service: Database | None,
    vault: Database | None,
    key_of: Callable[[str], bytes | None] | None,
) -> CheckFunction:
    """`key_of` gives secrets of the vault by name, None where there is none; it is None
    itself while the vault is closed.
    """
    counts = {"mandates": 0, "sealed": 0, "unsealed": 0}

    def look() -> Iterator[str]:
        if service is None:
            return  # among the findings about tables
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
                    yield f"{where} ends at a different time than stated"
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

    return CheckFunction(
        "mandates and accounts",
        "Find out who changed the accounts' database; end mandates that nobody gave, "
        "or restore it from a backup",
        look,
        lambda: (
            "there are none"
            if service is None
            else f"{count_of(counts['mandates'], 'mandate')} with full history, "
            f"{counts['sealed']} of them sealed"
            + (_UNSEALED_NOTE.format(**counts) if counts["unsealed"] else "")
        ),
    )


def _is_made(vault: Database | None) -> bool:
    if vault is None:
        return False
    with vault.connection() as connection:
        return has_product_secret(connection, KEY_NAME)


def _check_against_events(connection: Connection) -> Iterator[str]:
    for sql, sentence in _DISAGREE:
        for id, at in connection.execute(sql):
            yield sentence.format(id=id, at=f"{from_micros(at):%Y-%m-%d %H:%M} UTC")


_UNSEALED_NOTE = (
    "; {unsealed} cannot be proved because they are older than seals; the next start "
    "seals them"
)
_SOME_SEALED = "SELECT 1 FROM mandates WHERE seal IS NOT NULL LIMIT 1"

_NOTED = (
    "SELECT 1 FROM account_events e WHERE e.mandate = m.mandate "
    "AND e.account = m.account AND e.what = 'mandate-{what}' AND e.at = m.{column} "
    "AND e.by_whom = m.{by}"
)
_GIVEN = _NOTED.format(what="given", column="given_at", by="given_by")
_ENDED = _NOTED.format(what="ended", column="ended_at", by="ended_by")
# Release 0.2 made mandates of tokens, and noted nothing.
_FROM_TOKENS = (
    "m.kind = 'role' AND m.given_by = 'command line' AND m.given_at = m.since "
    "AND m.until IS NOT NULL"
)
_DISAGREE = (
    (
        "SELECT a.account, a.created_at FROM accounts a WHERE a.created_at >= "
        "(SELECT min(at) FROM account_events) AND NOT EXISTS (SELECT 1 "
        "FROM account_events e WHERE e.account = a.account AND e.at = a.created_at "
        "AND e.what = 'account-made') ORDER BY 1",
        "no entry says that account {id} was created on {at}",
    ),
    (
        "SELECT m.mandate, m.given_at FROM mandates m WHERE NOT EXISTS "
        f"({_GIVEN}) "
        f"AND NOT ({_FROM_TOKENS}) ORDER BY 1",
        "no entry says that mandate {id} was given on {at}",
    ),
    (
        "SELECT m.mandate, m.ended_at FROM mandates m WHERE m.ended_at IS NOT NULL "
        f"AND NOT EXISTS ({_ENDED}) "
        "AND NOT EXISTS (SELECT 1 FROM account_events e WHERE e.at = m.ended_at "
        "AND (e.account = m.account OR e.account = m.stands_in_for) "
        "AND e.what IN ('account-closed', 'account-forgotten')) ORDER BY 1",
        "no entry says that mandate {id} was ended on {at}",
    ),
    (
        "SELECT e.mandate, e.at FROM account_events e LEFT JOIN mandates m "
        "ON m.mandate = e.mandate WHERE e.what = 'mandate-given' "
        "AND m.mandate IS NULL ORDER BY 1",
        "mandate {id}, given on {at}, was deleted",
    ),
    (
        "SELECT t.mandate, min(t.created_at) FROM tokens t LEFT JOIN mandates m "
        "ON m.mandate = t.mandate WHERE m.mandate IS NULL GROUP BY t.mandate "
        "ORDER BY 1",
        "mandate {id}, for which a token was created on {at}, was deleted",
    ),
    (
        "SELECT m.account, min(m.given_at) FROM mandates m LEFT JOIN accounts a "
        "ON a.account = m.account WHERE a.account IS NULL GROUP BY m.account "
        "ORDER BY 1",
        "account {id}, which was given a mandate on {at}, was deleted",
    ),
    (
        "SELECT e.mandate, e.at FROM account_events e JOIN mandates m "
        "ON m.mandate = e.mandate WHERE e.what = 'mandate-ended' "
        "AND (m.ended_at IS NULL OR m.ended_at <> e.at) ORDER BY 1",
        "mandate {id}, ended on {at}, is valid again or has a different end",
    ),
    (
        "SELECT e.account, e.at FROM account_events e LEFT JOIN accounts a "
        "ON a.account = e.account WHERE e.what = 'account-made' "
        "AND a.account IS NULL ORDER BY 1",
        "account {id}, created on {at}, was deleted",
    ),
    (
        "SELECT a.account, a.closed_at FROM accounts a WHERE a.closed_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM account_events e WHERE e.account = a.account "
        "AND e.at = a.closed_at "
        "AND e.what IN ('account-closed', 'account-forgotten')) ORDER BY 1",
        "no entry says that account {id} was closed on {at}",
    ),
    (
        "SELECT a.account, max(e.at) FROM accounts a JOIN account_events e "
        "ON e.account = a.account WHERE a.closed_at IS NULL "
        "AND e.what IN ('account-closed', 'account-forgotten') GROUP BY a.account "
        "HAVING max(e.at) > COALESCE((SELECT max(r.at) FROM account_events r "
        "WHERE r.account = a.account AND r.what = 'account-reopened'), 0) ORDER BY 1",
        "account {id}, closed on {at}, is open again",
    ),
)
