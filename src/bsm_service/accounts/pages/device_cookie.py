"""The cookie of a known browser: one in which the user has signed in before."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bsm_service.http_api.requests.cookies import CookieSettings, device_cookie_settings
from bsm_service.identity import Identity
from bsm_service.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class DeviceCookie:
    """`value` is the cookie's value; empty if there is none."""

    identity: Identity
    cookie: CookieSettings
    value: str

    @property
    def device_id(self) -> str | None:
        """Opaque; None if nobody has signed in there. Needs no database."""
        return self.identity.known_devices.device_id(self.value)

    def throttle_keys(self, account: str) -> tuple[str, ...] | None:
        """The keys that count failed attempts to sign in to the account in this
        browser; None if the account has not been signed in there before. The count is
        the browser's own, so that others cannot lock the owner out.
        """
        device_id = self.identity.known_devices.device_id_if_known(self.value, account)
        return (f"account {account} in the browser {device_id}",) if device_id else None

    def remember(self, response: Response, account: str) -> None:
        """Records that the account has just signed in in this browser."""
        value = self.identity.known_devices.remember(self.value, account)
        self.cookie.set(response, value)


def device_cookie(
    settings: Settings, identity: Identity, cookies: Mapping[str, str]
) -> DeviceCookie:
    cookie = device_cookie_settings(settings)
    return DeviceCookie(identity, cookie, cookie.read(cookies) or "")
