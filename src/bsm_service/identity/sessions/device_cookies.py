"""Known browsers, so that strangers who try wrong passwords for an account do not lock
its owner out (OWASP calls this a device cookie).

A browser keeps a text that only we can have issued. It does not authenticate anybody:
it only gives the browser its own count of failures. It names nobody, and becomes
invalid when the password is changed, a year after the sign-in, or when the account is
closed. The server stores nothing.
"""

import re
import secrets
from datetime import timedelta

from bsm_domain.foundation.microseconds import DAY_MICROS
from bsm_service.identity.account_database import AccountDatabase, opaque_id_or_empty
from bsm_service.identity.text_signing import TextSigner

DEVICE_LIFETIME = timedelta(days=365)
_PURPOSE = "device"
# For a browser used by several people, the latest accounts.
_MAX_ACCOUNTS = 5
_COOKIE_PATTERN = re.compile(r"[0-9a-f]{32}(\.[0-9]{1,6}-[0-9a-f]{32}){1,5}")


class KnownDevices:
    def __init__(self, database: AccountDatabase, signer: TextSigner) -> None:
        self._database = database
        self._signer = signer

    def device_id(self, cookie: str) -> str | None:
        """The opaque id of the browser; None if we have not issued the cookie. Needs no
        database.
        """
        parts = self._parts(cookie)
        return parts[0] if parts else None

    def device_id_if_known(self, cookie: str, account: str) -> str | None:
        """The opaque id of the browser, if the account was signed in there and its
        password has not been changed since.
        """
        device, *entries = self._parts(cookie) or [""]
        is_known = any(self._is_of(entry, account, device) for entry in entries)
        return device if is_known else None

    def remember(self, cookie: str, account: str) -> str:
        """The value of the cookie for a browser in which the account has just signed
        in; `cookie` is its present value, or "".
        """
        device, *entries = self._parts(cookie) or [secrets.token_hex(16)]
        others = [entry for entry in entries if not self._is_of(entry, account, device)]
        remembered = [*others, self._entry(account, device, self._today())][
            -_MAX_ACCOUNTS:
        ]
        return self._signer.sign(".".join([device, *remembered]), _PURPOSE)

    def _parts(self, cookie: str) -> list[str] | None:
        text = self._signer.unsign(cookie, _PURPOSE)
        if text is None or not _COOKIE_PATTERN.fullmatch(text):
            return None
        return text.split(".")

    def _is_of(self, entry: str, account: str, device: str) -> bool:
        day = int(entry.partition("-")[0])
        if not 0 <= self._today() - day <= DEVICE_LIFETIME.days:
            return False
        return secrets.compare_digest(entry, self._entry(account, device, day))

    def _entry(self, account: str, device: str, day: int) -> str:
        row = self._database.row(
            "SELECT changed_at FROM passwords WHERE account = :account",
            {"account": opaque_id_or_empty(account)},
        )
        changed_at = "" if row is None else row["changed_at"]
        data = f"{account}\0{changed_at}\0{device}\0{day}"
        return f"{day}-{self._database.keyed_hash(_PURPOSE, data).hex()[:32]}"

    def _today(self) -> int:
        """The day, counted from 1970."""
        return self._database.now() // DAY_MICROS
