"""The browser that asks: whether somebody has signed in in it before."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from bsm_service.http_api.requests.cookies import CookieSettings, device_cookie_settings
from bsm_service.identity import Identity
from bsm_service.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Device:
    """`value` is what its cookie says; empty where it has none."""

    identity: Identity
    cookie: CookieSettings
    value: str

    @property
    def name(self) -> str | None:
        """Opaque; None where nobody has signed in in it. Asks no database."""
        return self.identity.devices.device_of(self.value)

    def tries_of(self, account: str) -> tuple[str, ...] | None:
        """What counts failed attempts to be the account in this browser; None where the
        account was not signed in in it before.

        The count is the browser's own, so that nobody elsewhere keeps the owner out.
        """
        known = self.identity.devices.knows(self.value, account)
        return (f"account {account} in the browser {known}",) if known else None

    def remember(self, response: Response, account: str) -> None:
        """The account has just been signed in in this browser."""
        value = self.identity.devices.remember(self.value, account)
        self.cookie.give(response, value)


def device_of(
    settings: Settings, identity: Identity, cookies: Mapping[str, str]
) -> Device:
    cookie = device_cookie_settings(settings)
    return Device(identity, cookie, cookie.of(cookies) or "")
