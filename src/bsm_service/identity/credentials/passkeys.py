"""Passkeys (WebAuthn): two factors in one, bound to this site.

A challenge is for one purpose and one response, and expires after ten minutes; it is
stored only once it was used.
"""

import json
import secrets
from datetime import timedelta
from typing import Any

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bsm_projections.databases import Row
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import SecondFactorRefused
from bsm_service.identity.account import account_by_id, validate_name
from bsm_service.identity.account_database import AccountDatabase, ChangeActor
from bsm_service.identity.credentials.one_time_secrets import OneTimeSecrets
from bsm_service.identity.credentials.relying_party import RelyingParty

CHALLENGE_LIFETIME = timedelta(minutes=10)
_CHALLENGE_MICROS = CHALLENGE_LIFETIME // timedelta(microseconds=1)
_SIGN_IN = "sign in"
# What the library raises for invalid responses.
_VERIFICATION_ERRORS = (WebAuthnException, ValueError, KeyError, TypeError)
_MAX_RESPONSE_LENGTH = 100_000  # characters of an answer
_TIME, _RANDOM = 8, 16  # bytes of a challenge, before its proof that it is ours


class Passkeys:
    def __init__(self, database: AccountDatabase, one_time: OneTimeSecrets) -> None:
        self._database = database
        self._one_time_secrets = one_time

    def registration_options(
        self, account: str, relying_party: RelyingParty
    ) -> tuple[str, str]:
        """The options for the browser in JSON, and the challenge to be passed to
        `register`. Raises NotFound.
        """
        name = account_by_id(self._database.row, account).name
        challenge = self._challenge(_registering(account))
        options = generate_registration_options(
            rp_id=relying_party.id,
            rp_name=relying_party.name,
            user_name=name,
            user_id=account.encode(),
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(base64url_to_bytes(passkey["credential"]))
                for passkey in self._database.rows(
                    "SELECT credential FROM passkeys WHERE account = :account",
                    {"account": account},
                )
            ],
        )
        return options_to_json(options), bytes_to_base64url(challenge)

    def register(
        self,
        account: str,
        relying_party: RelyingParty,
        challenge: str,
        response: str,
        name: str,
        *,
        actor: ChangeActor = "",
    ) -> None:
        """Takes the browser's response in JSON. Raises SecondFactorRefused."""
        name = validate_name(name, "passkey name")
        challenge_bytes = self._is_own_challenge(challenge, _registering(account))
        credential = _read(response)
        if challenge_bytes is None or credential is None:
            raise _refusal()
        try:
            verified = verify_registration_response(
                credential=credential,
                expected_challenge=challenge_bytes,
                expected_rp_id=relying_party.id,
                expected_origin=relying_party.origin,
                require_user_verification=True,
            )
        except _VERIFICATION_ERRORS as error:
            raise _refusal() from error
        self._mark_used(challenge_bytes)
        with self._database.transaction(actor=actor) as change:
            added = change.execute(
                "INSERT INTO passkeys (credential, factor, account, name, public_key, "
                "sign_count, created_at) VALUES (:credential, :factor, :account, "
                ":name, :public_key, :sign_count, :now) ON CONFLICT DO NOTHING",
                {
                    "credential": bytes_to_base64url(verified.credential_id),
                    "factor": new_id(change.moment).hex,
                    "account": account,
                    "name": name,
                    "public_key": verified.credential_public_key,
                    "sign_count": verified.sign_count,
                    "now": change.now,
                },
            )
            if not added.rowcount:
                raise SecondFactorRefused("this passkey is already registered")
            change.record_event("passkey-added", account, account)

    def sign_in_options(self, relying_party: RelyingParty) -> tuple[str, str]:
        """The options for the browser in JSON, for any account, and the challenge to be
        passed to `sign_in`.
        """
        challenge = self._challenge(_SIGN_IN)
        options = generate_authentication_options(
            rp_id=relying_party.id,
            challenge=challenge,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return options_to_json(options), bytes_to_base64url(challenge)

    def sign_in(
        self, relying_party: RelyingParty, challenge: str, response: str
    ) -> str | None:
        """The account whose passkey signed the challenge; None for any other response,
        and for a repeated one.
        """
        challenge_bytes, credential = (
            self._is_own_challenge(challenge, _SIGN_IN),
            _read(response),
        )
        row = None if credential is None else self._passkey(credential)
        if challenge_bytes is None or credential is None or row is None:
            return None
        try:
            verified = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge_bytes,
                expected_rp_id=relying_party.id,
                expected_origin=relying_party.origin,
                credential_public_key=row["public_key"],
                credential_current_sign_count=row["sign_count"],
                require_user_verification=True,
            )
            self._mark_used(challenge_bytes)
        except (*_VERIFICATION_ERRORS, SecondFactorRefused):
            return None
        with self._database.transaction() as change:
            # A second response with the same counter, at the same time, is refused: it
            # may come from a copy of the passkey.
            counted = change.execute(
                "UPDATE passkeys SET sign_count = :new, used_at = :now "
                "WHERE credential = :credential AND sign_count = :old",
                {
                    "credential": row["credential"],
                    "new": verified.new_sign_count,
                    "old": row["sign_count"],
                    "now": change.now,
                },
            )
        return str(row["account"]) if counted.rowcount else None

    def _passkey(self, answer: dict[str, Any]) -> Row | None:
        """The passkey named in a response, if its account is open and is the one named,
        if any.
        """
        credential = answer.get("id")
        if not isinstance(credential, str) or len(credential) > 2_000:
            return None
        row = self._database.row(
            "SELECT p.* FROM passkeys p JOIN accounts a ON a.account = p.account "
            "WHERE p.credential = :credential AND a.closed_at IS NULL",
            {"credential": credential if credential.isprintable() else ""},
        )
        if row is None:
            return None
        response = answer.get("response")
        handle = response.get("userHandle") if isinstance(response, dict) else None
        expected = bytes_to_base64url(str(row["account"]).encode())
        return row if handle in (None, expected) else None

    def _challenge(self, purpose: str) -> bytes:
        random = secrets.token_bytes(_RANDOM)
        payload = self._database.now().to_bytes(_TIME) + random
        return payload + self._challenge_signature(payload, purpose)

    def _is_own_challenge(self, challenge: str, purpose: str) -> bytes | None:
        try:
            challenge_bytes = base64url_to_bytes(challenge)
        except ValueError:
            return None
        payload, signature = (
            challenge_bytes[: _TIME + _RANDOM],
            challenge_bytes[_TIME + _RANDOM :],
        )
        if not secrets.compare_digest(
            signature, self._challenge_signature(payload, purpose)
        ):
            return None
        age = self._database.now() - int.from_bytes(payload[:_TIME])
        return challenge_bytes if 0 <= age < _CHALLENGE_MICROS else None

    def _challenge_signature(self, payload: bytes, purpose: str) -> bytes:
        return self._database.keyed_hash(f"passkey: {purpose}", payload.hex())

    def _mark_used(self, challenge: bytes) -> None:
        """Marked by its bytes, because several texts can encode the same. Raises
        SecondFactorRefused.
        """
        if not self._one_time_secrets.mark_used(
            "passkey", challenge.hex(), CHALLENGE_LIFETIME
        ):
            raise _refusal()


def _registering(account: str) -> str:
    return f"register for {account}"


def _read(response: str) -> dict[str, Any] | None:
    if len(response) > _MAX_RESPONSE_LENGTH:
        return None
    try:
        credential = json.loads(response)
    except (ValueError, RecursionError):
        return None
    return credential if isinstance(credential, dict) else None


def _refusal() -> SecondFactorRefused:
    return SecondFactorRefused(
        "the passkey was not accepted: the response is invalid or came too late; try "
        "again"
    )
