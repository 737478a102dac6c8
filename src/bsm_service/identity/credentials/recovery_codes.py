"""Recovery codes: used once each, when an authenticator app is lost."""

import re
import secrets

from bsm_domain.foundation.roles import SignInMethod
from bsm_service.identity.account_database import (
    AccountChange,
    hash_secret,
    opaque_id_or_empty,
)

RECOVERY_CODES = 10
# Without letters that look like digits. 24 characters have 120 bits, which cannot be
# guessed.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 4
_GROUP = 6
_LOOKALIKE_CHARACTERS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_recovery_codes_in(change: AccountChange, account: str) -> tuple[str, ...]:
    change.execute(
        "DELETE FROM recovery_codes WHERE account = :account", {"account": account}
    )
    codes = [
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP))
        for _ in range(RECOVERY_CODES)
    ]
    for code in codes:
        change.add("recovery_codes", account=account, code_hash=hash_secret(code))
    change.record_event("recovery-codes-made", account, account)
    return tuple("-".join(re.findall(f".{{{_GROUP}}}", code)) for code in codes)


def use_recovery_code_in(
    change: AccountChange, account: str, code: str
) -> SignInMethod | None:
    used = change.execute(
        "DELETE FROM recovery_codes WHERE account = :account AND code_hash = :hash",
        {
            "account": opaque_id_or_empty(account),
            "hash": hash_secret(code.upper().translate(_LOOKALIKE_CHARACTERS)),
        },
    )
    if not used.rowcount:
        return None
    change.record_event("recovery-code-used", account, account)
    return SignInMethod.RECOVERY
