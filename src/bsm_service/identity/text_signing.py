"""The key file of the data folder, and signing with it."""

import hashlib
import re
import secrets
from pathlib import Path

from itsdangerous import BadSignature, Signer

from bsm_service.foundation.output_file import create_key_file
from bsm_service.foundation.refusals import StoreUnavailable

SESSION_COOKIE_NAME = "bsm_session"
_KEY_PATTERN = re.compile("[0-9a-f]{64}")


class TextSigner:
    """Signs texts and checks signatures, so that we recognise texts that we have
    issued.
    """

    def __init__(self, key: str) -> None:
        self._key = key
        self._cookies = self._signer(SESSION_COOKIE_NAME)

    def session_cookie(self, secret: str) -> str:
        return self._cookies.sign(secret).decode()

    def secret_in_cookie(self, cookie: str) -> str | None:
        """The secret in a cookie that we have issued; None for any other."""
        return _unsign(self._cookies, cookie)

    def sign(self, text: str, purpose: str) -> str:
        """The text, signed for one purpose."""
        return self._signer(purpose).sign(text).decode()

    def unsign(self, signed: str, purpose: str) -> str | None:
        """The text that we signed for this purpose; None for any other."""
        return _unsign(self._signer(purpose), signed)

    def _signer(self, purpose: str) -> Signer:
        # The library's default is SHA-1.
        return Signer(self._key, salt=purpose, digest_method=hashlib.sha256)


def _unsign(signer: Signer, signed: str) -> str | None:
    try:
        return signer.unsign(signed).decode()
    except (BadSignature, UnicodeError):
        return None


def read_or_create_key(path: Path) -> str:
    """The key that signs cookies, created at the first start and readable only by its
    owner. Raises StoreUnavailable for a file with any other content: an empty key would
    let anybody sign.
    """
    if not path.exists():
        create_key_file(path, secrets.token_hex(32))
    key = path.read_bytes().decode("ascii", "replace").strip()
    if not _KEY_PATTERN.fullmatch(key):
        raise StoreUnavailable(
            f"{path.name} does not contain a key; delete it and restart: a new key is "
            "created, and everybody has to sign in again"
        )
    return key
