"""Who is asking: accounts, mandates, how people prove who they are, tokens, sessions.

All of it lies in a database of its own. Secrets are shown once and stored hashed. A
token or cookie becomes a `Principal` here and nowhere else. These are not facts:
`service.db` can be lost without touching the record.
"""

from bsm_service.identity.account_database import (
    ACCOUNTS,
    COMMAND_LINE,
    AccountEvent,
    By,
)
from bsm_service.identity.accounts import Account
from bsm_service.identity.credentials.api_tokens import TOKEN_LASTS, Token
from bsm_service.identity.credentials.one_time_secrets import Purpose
from bsm_service.identity.credentials.relying_party import RelyingParty
from bsm_service.identity.credentials.required_proofs import NEED_SECOND_FACTOR
from bsm_service.identity.credentials.second_factors import Enrolment, Factor
from bsm_service.identity.current_rights import Rights
from bsm_service.identity.identity import SYSTEM, Identity, visitor_name
from bsm_service.identity.key_file import COOKIE, Signing
from bsm_service.identity.mandates.mandate import Kind, Mandate
from bsm_service.identity.session import Session
from bsm_service.identity.sessions.known_devices import DEVICE_LASTS
from bsm_service.identity.sessions.sessions import SESSION_IDLES, SESSION_LASTS
from bsm_service.identity.tables import SCHEMA

__all__ = [
    "ACCOUNTS",
    "COMMAND_LINE",
    "COOKIE",
    "DEVICE_LASTS",
    "NEED_SECOND_FACTOR",
    "SCHEMA",
    "SESSION_IDLES",
    "SESSION_LASTS",
    "SYSTEM",
    "TOKEN_LASTS",
    "Account",
    "AccountEvent",
    "By",
    "Enrolment",
    "Factor",
    "Identity",
    "Kind",
    "Mandate",
    "Purpose",
    "RelyingParty",
    "Rights",
    "Session",
    "Signing",
    "Token",
    "visitor_name",
]
