"""Accounts, mandates, authentication, tokens and sessions, in a database of their own.

Secrets are shown once and stored hashed. A token or cookie becomes a `Principal` only
here. None of this is recorded as facts: `service.db` can be lost without affecting the
record.
"""

from bsm_service.identity.account import Account
from bsm_service.identity.account_database import (
    ACCOUNT_DATABASE_TITLE,
    COMMAND_LINE,
    AccountEvent,
    ChangeActor,
)
from bsm_service.identity.credentials.api_tokens import TOKEN_LIFETIME, ApiToken
from bsm_service.identity.credentials.one_time_secrets import SecretPurpose
from bsm_service.identity.credentials.relying_party import RelyingParty
from bsm_service.identity.credentials.required_proofs import ROLES_NEEDING_SECOND_FACTOR
from bsm_service.identity.credentials.second_factors import SecondFactor, TotpEnrolment
from bsm_service.identity.current_rights import CurrentRights
from bsm_service.identity.identity import SYSTEM, Identity, demonstration_account_name
from bsm_service.identity.mandates.mandate import Mandate, MandateKind
from bsm_service.identity.session import Session
from bsm_service.identity.sessions.device_cookies import DEVICE_LIFETIME
from bsm_service.identity.sessions.sessions import (
    SESSION_IDLE_TIMEOUT,
    SESSION_LIFETIME,
)
from bsm_service.identity.tables import SCHEMA
from bsm_service.identity.text_signing import SESSION_COOKIE_NAME, TextSigner

__all__ = [
    "ACCOUNT_DATABASE_TITLE",
    "COMMAND_LINE",
    "DEVICE_LIFETIME",
    "ROLES_NEEDING_SECOND_FACTOR",
    "SCHEMA",
    "SESSION_COOKIE_NAME",
    "SESSION_IDLE_TIMEOUT",
    "SESSION_LIFETIME",
    "SYSTEM",
    "TOKEN_LIFETIME",
    "Account",
    "AccountEvent",
    "ApiToken",
    "ChangeActor",
    "CurrentRights",
    "Identity",
    "Mandate",
    "MandateKind",
    "RelyingParty",
    "SecondFactor",
    "SecretPurpose",
    "Session",
    "TextSigner",
    "TotpEnrolment",
    "demonstration_account_name",
]
