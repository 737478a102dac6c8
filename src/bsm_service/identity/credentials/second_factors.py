"""Second factors: authenticator apps and recovery codes. Passkeys are listed and
removed here too; `passkeys` checks them.
"""

import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Row
from bsm_projections.engine.columns import column
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import SecondFactorRefused, StoreUnavailable
from bsm_service.identity.account import account_by_id, validate_name
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
    hash_secret,
    opaque_ids,
)

KEY_NAME = "second factors"
TOTP_ISSUER = "Border Security and Management Record"
_STEP = 30_000_000  # microseconds
_NONCE = 12
RECOVERY_CODES = 10
# Without letters that look like digits. 24 characters have 120 bits, which cannot be
# guessed.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS = 4
_GROUP = 6
_LOOKALIKE_CHARACTERS = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class TotpEnrolment:
    """What an authenticator app is given once: a text, and an address for a QR code."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """A user's second factor; `kind` is "totp" or "passkey"."""

    id: str = column("factor")
    kind: str
    name: str
    created_at: datetime
    used_at: datetime | None


class SecondFactors:
    """`key_of` returns a key by its name; apps' secrets are encrypted with it."""

    def __init__(
        self, database: AccountDatabase, key_of: Callable[[str], bytes]
    ) -> None:
        self._database = database
        self._key_of = key_of

    def begin_totp(
        self, account: str, name: str = "Authenticator app", *, actor: ChangeActor = ""
    ) -> TotpEnrolment:
        """Adds an app; it is active once a code was confirmed. Raises NotFound."""
        name = validate_name(name, "authenticator app name")
        secret = pyotp.random_base32()
        cipher = AESGCM(self._key_of(KEY_NAME))
        with self._database.transaction(actor=actor) as change:
            user = account_by_id(change.row, account)
            change.execute(
                "DELETE FROM totp_factors WHERE account = :account "
                "AND confirmed_at IS NULL",
                {"account": account},
            )
            factor, nonce = new_id(change.moment).hex, secrets.token_bytes(_NONCE)
            sealed = cipher.encrypt(
                nonce, secret.encode(), _associated_data(account, factor)
            )
            change.add(
                "totp_factors",
                factor=factor,
                account=account,
                name=name,
                sealed=nonce + sealed,
                created_at=change.now,
                last_step=0,
            )
        return _enrolment(secret, user.name)

    def pending_totp(self, account: str, since: datetime) -> TotpEnrolment | None:
        """The app that was given its secret since then, and is not confirmed yet. An
        older secret may have been seen by a previous user of the browser.
        """
        row = self._database.row(
            "SELECT t.*, a.name AS account_name FROM totp_factors t "
            "JOIN accounts a ON a.account = t.account "
            "WHERE t.account = :account AND t.confirmed_at IS NULL "
            "AND t.created_at >= :since",
            {**opaque_ids(account=account), "since": to_micros(since)},
        )
        if row is None:
            return None
        return _enrolment(self._secret_of(row), row["account_name"])

    def confirm_totp(
        self, account: str, code: str, *, actor: ChangeActor = ""
    ) -> tuple[str, ...]:
        """Confirms the app with a code; it is active from now on. Returns ten recovery
        codes, shown only once, which replace earlier ones. Raises SecondFactorRefused.
        """
        with self._database.transaction(actor=actor) as change:
            pending = change.execute(
                "SELECT * FROM totp_factors WHERE account = :account "
                "AND confirmed_at IS NULL",
                opaque_ids(account=account),
            ).fetchall()
            for row in pending:
                step = self._step_of(row, code, change.now)
                if step is not None:
                    change.execute(
                        "UPDATE totp_factors SET confirmed_at = :now, "
                        "last_step = :step WHERE factor = :factor",
                        {"now": change.now, "step": step, "factor": row["factor"]},
                    )
                    change.record_event("totp-added", account, account)
                    return self.new_recovery_codes(account)
        raise SecondFactorRefused(
            "the code is wrong; enter the current code, and check that your device's "
            "clock is right"
        )

    def new_recovery_codes(
        self, account: str, *, actor: ChangeActor = ""
    ) -> tuple[str, ...]:
        """Ten new recovery codes, shown only once; earlier ones become invalid."""
        with self._database.transaction(actor=actor) as change:
            change.execute(
                "DELETE FROM recovery_codes WHERE account = :account",
                {"account": account},
            )
            codes = [
                "".join(secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP))
                for _ in range(RECOVERY_CODES)
            ]
            for code in codes:
                change.add(
                    "recovery_codes", account=account, code_hash=hash_secret(code)
                )
            change.record_event("recovery-codes-made", account, account)
            return tuple("-".join(re.findall(f".{{{_GROUP}}}", code)) for code in codes)

    def verify_code(self, account: str, code: str) -> SignInMethod | None:
        """How the code authenticates: as that of an app (one step early or late is
        accepted, and each step once) or as a recovery code, once. None if it is wrong.
        """
        compact_code = re.sub(r"[\s-]", "", code)
        with self._database.transaction() as change:
            if re.fullmatch("[0-9]{6}", compact_code):
                return self._check_totp(change, account, compact_code)
            return _use_recovery_code_in(change, account, compact_code)

    def list_for(self, account: str) -> tuple[SecondFactor, ...]:
        return self._database.items(
            SecondFactor,
            "SELECT factor, 'totp' AS kind, name, created_at, used_at "
            "FROM totp_factors WHERE account = :account "
            "AND confirmed_at IS NOT NULL UNION ALL "
            "SELECT factor, 'passkey' AS kind, name, created_at, used_at "
            "FROM passkeys WHERE account = :account ORDER BY created_at, factor",
            opaque_ids(account=account),
        )

    def has(self, account: str) -> bool:
        """Whether the account has a confirmed app or a passkey."""
        return bool(self.list_for(account))

    def has_totp(self, account: str) -> bool:
        return any(factor.kind == "totp" for factor in self.list_for(account))

    def remove(
        self, account: str, id: str, *, actor: ChangeActor | None = None
    ) -> None:
        """Removes an app or a passkey; recovery codes are removed with the last app.
        Raises NotFound.
        """
        values = opaque_ids(account=account, factor=id)
        with self._database.transaction(actor=actor or account) as change:
            removed = sum(
                change.execute(
                    f"DELETE FROM {table} WHERE account = :account "
                    "AND factor = :factor",
                    values,
                ).rowcount
                for table in ("totp_factors", "passkeys")
            )
            if not removed:
                raise NotFound("the account has no second factor with this ID")
            change.execute(
                "DELETE FROM recovery_codes WHERE account = :account AND NOT EXISTS ("
                "SELECT 1 FROM totp_factors WHERE account = :account "
                "AND confirmed_at IS NOT NULL)",
                values,
            )
            change.record_event("factor-removed", account, actor or account)

    def _check_totp(
        self, change: AccountChange, account: str, code: str
    ) -> SignInMethod | None:
        apps = change.execute(
            "SELECT * FROM totp_factors WHERE account = :account "
            "AND confirmed_at IS NOT NULL",
            opaque_ids(account=account),
        ).fetchall()
        for app in apps:
            step = self._step_of(app, code, change.now)
            # Of two simultaneous uses, the second finds the step used.
            if step is not None and (
                change.execute(
                    "UPDATE totp_factors SET last_step = :step, used_at = :now "
                    "WHERE factor = :factor AND last_step < :step",
                    {"step": step, "now": change.now, "factor": app["factor"]},
                ).rowcount
            ):
                return SignInMethod.TOTP
        return None

    def _step_of(self, app: Row, code: str, now: int) -> int | None:
        """The time step of the code; None if it is not a recent one."""
        codes = pyotp.TOTP(self._secret_of(app))
        compact_code, current_step = re.sub(r"[\s-]", "", code), now // _STEP
        fitting = [
            step
            for step in (current_step - 1, current_step, current_step + 1)
            if hmac.compare_digest(
                codes.generate_otp(step).encode(),
                compact_code.encode("utf-8", "replace"),
            )
        ]
        return max(fitting, default=None)

    def _secret_of(self, app: Row) -> str:
        sealed: bytes = app["sealed"]
        bound_to = _associated_data(app["account"], app["factor"])
        cipher = AESGCM(self._key_of(KEY_NAME))
        try:
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to).decode()
        except InvalidTag:
            raise StoreUnavailable(
                "the second factors cannot be read: they were encrypted with another "
                "key"
            ) from None


def _enrolment(secret: str, name: str) -> TotpEnrolment:
    app = pyotp.TOTP(secret)
    return TotpEnrolment(
        secret, app.provisioning_uri(name=name, issuer_name=TOTP_ISSUER)
    )


def _associated_data(account: str, factor: str) -> bytes:
    return f"{account} {factor}".encode()


def _use_recovery_code_in(
    change: AccountChange, account: str, code: str
) -> SignInMethod | None:
    used = change.execute(
        "DELETE FROM recovery_codes WHERE account = :account AND code_hash = :hash",
        {
            **opaque_ids(account=account),
            "hash": hash_secret(code.upper().translate(_LOOKALIKE_CHARACTERS)),
        },
    )
    if not used.rowcount:
        return None
    change.record_event("recovery-code-used", account, account)
    return SignInMethod.RECOVERY
